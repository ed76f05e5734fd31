package io.sensorstreams.bench.programs;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class RowSenderTest {

    private static final int PER_SECOND = 1000;

    private static final List<SentRow> ROWS = List.of(SentRow.of("{\"Station\":\"SVDT1\",\"PM10\":27.0}"),
            SentRow.of("{\"Station\":\"SVDT3\",\"PM10\":null}"));

    private final MockProducer<byte[], byte[]> producer = new MockProducer<>(true, null, new ByteArraySerializer(),
            new ByteArraySerializer());

    @Test
    void commitsAllRowsAsTheServiceSendsThem() {
        this.producer.initTransactions();

        new RowSender(this.producer, ROWS, PER_SECOND, 5).send("AIR");

        assertThat(this.producer.transactionInFlight()).isFalse();
        assertThat(this.producer.history()).extracting(RowSenderTest::text)
            .containsExactly("AIR SVDT1 AIR/1/0 {\"Station\":\"SVDT1\",\"PM10\":27.0}",
                    "AIR SVDT3 AIR/1/1 {\"Station\":\"SVDT3\",\"PM10\":null}");
    }

    @Test
    void sendsRowsWithoutTransactions() {
        new RowSender(this.producer, ROWS, PER_SECOND, 0).send("AIR");

        assertThat(this.producer.history()).hasSize(2);
        assertThat(this.producer.commitCount()).isZero();
        assertThat(this.producer.flushed()).isTrue();
    }

    @Test
    void failsWhenKafkaRejectsARow() {
        MockProducer<byte[], byte[]> rejecting = new MockProducer<>(false, null, new ByteArraySerializer(),
                new ByteArraySerializer()) {
            @Override
            public synchronized void flush() {
                errorNext(new RecordTooLargeException("too large"));
                super.flush();
            }
        };

        assertThatIllegalStateException().isThrownBy(() -> new RowSender(rejecting, ROWS, PER_SECOND, 0).send("AIR"))
            .withMessage("Kafka rejected a row")
            .withRootCauseInstanceOf(RecordTooLargeException.class);
    }

    @Test
    void rejectsARowWithoutAStation() {
        assertThatIllegalArgumentException().isThrownBy(() -> SentRow.of("{\"PM10\":27.0}"))
            .withMessage("Expected a row with a Station: {\"PM10\":27.0}");
    }

    private static String text(ProducerRecord<byte[], byte[]> sent) {
        return String.join(" ", sent.topic(), text(sent.key()), text(sent.headers().lastHeader("row").value()),
                text(sent.value()));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

}
