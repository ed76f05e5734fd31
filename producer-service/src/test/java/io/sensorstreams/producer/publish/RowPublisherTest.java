package io.sensorstreams.producer.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sensorstreams.common.kafka.ProducerClients;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RowPublisherTest {

    private final List<MockProducer<byte[], byte[]>> made = new ArrayList<>();

    private final List<Map<String, Object>> settings = new ArrayList<>();

    private final RowPublisher publisher = new RowPublisher(
            new ProducerClients(Map.of("acks", "all"), this::make, List.of()), "sensor-streams-3",
            new TransactionMetrics(new SimpleMeterRegistry()));

    private final List<Exception> failures = new ArrayList<>();

    private final Consumer<ProducerRecord<byte[], byte[]>> rows = this.publisher.rows(Delivery.EXACTLY_ONCE,
            this.failures::add);

    private final Consumer<ProducerRecord<byte[], byte[]>> plainRows = this.publisher.rows(Delivery.AT_LEAST_ONCE,
            this.failures::add);

    private boolean acknowledging = true;

    private int unmakeable;

    private Producer<byte[], byte[]> make(Map<String, Object> wanted) {
        if (this.unmakeable-- > 0) {
            throw new KafkaException("No resolvable bootstrap urls given in bootstrap.servers");
        }
        this.settings.add(wanted);
        MockProducer<byte[], byte[]> producer = new MockProducer<>(this.acknowledging, null, new ByteArraySerializer(),
                new ByteArraySerializer());
        this.made.add(producer);
        return producer;
    }

    @Test
    void fencesEarlierOwnersWhenItOpens() {
        this.publisher.open();

        assertThat(this.made).singleElement()
            .satisfies((producer) -> assertThat(producer.transactionInitialized()).isTrue());
        assertThat(this.settings.get(0)).containsEntry("transactional.id", "sensor-streams-3")
            .containsEntry("acks", "all");
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 3 })
    void opensWhenAProducerCanBeCreatedAgain(int times) {
        this.unmakeable = times;
        for (int i = 0; i < times; i++) {
            assertThatExceptionOfType(KafkaException.class).isThrownBy(this.publisher::open);
            this.publisher.abandon();
            assertThat(this.publisher.isOpen()).isFalse();
        }

        this.publisher.open();

        assertThat(this.publisher.isOpen()).isTrue();
    }

    @Test
    void commitsRowsAndPositionsTogether() {
        this.publisher.open();

        this.rows.accept(record("AIR"));
        assertThat(this.made.get(0).history()).isEmpty();
        this.publisher.commit(List.of(record("sensor-positions")));

        assertThat(this.made.get(0).history()).extracting(ProducerRecord::topic)
            .containsExactly("AIR", "sensor-positions");
        assertThat(this.made.get(0).commitCount()).isEqualTo(1);
        assertThat(this.made.get(0).transactionInFlight()).isFalse();
    }

    @Test
    void sendsOutsideOfTheTransactionAtLeastOnce() {
        this.publisher.open();

        this.plainRows.accept(record("AIR"));
        this.publisher.commit(List.of(record("sensor-positions")));

        assertThat(this.made.get(0).history()).extracting(ProducerRecord::topic).containsExactly("sensor-positions");
        assertThat(this.made.get(1).history()).extracting(ProducerRecord::topic).containsExactly("AIR");
        assertThat(this.settings.get(1)).doesNotContainKey("transactional.id");
    }

    @Test
    void storesNoPositionAfterAnUnacknowledgedRow() {
        this.publisher.open();
        this.acknowledging = false;
        this.plainRows.accept(record("AIR"));
        this.made.get(1).errorNext(new RecordTooLargeException("too large"));

        assertThatExceptionOfType(RecordTooLargeException.class)
            .isThrownBy(() -> this.publisher.commit(List.of(record("sensor-positions"))));

        assertThat(this.made.get(0).commitCount()).isZero();
        assertThat(this.failures).singleElement().isInstanceOf(RecordTooLargeException.class);
    }

    @Test
    void failsWhenAnotherOwnerFencedIt() {
        this.publisher.open();
        this.rows.accept(record("AIR"));
        this.made.get(0).fenceProducer();

        assertThatExceptionOfType(KafkaException.class)
            .isThrownBy(() -> this.publisher.commit(List.of(record("sensor-positions"))))
            .withRootCauseInstanceOf(ProducerFencedException.class);
    }

    @Test
    void opensAgainAfterAbandon() {
        this.publisher.open();
        this.rows.accept(record("AIR"));

        this.publisher.abandon();

        assertThat(this.made.get(0).closed()).isTrue();
        assertThat(this.publisher.isOpen()).isFalse();
        assertThatExceptionOfType(KafkaException.class).isThrownBy(() -> this.rows.accept(record("AIR")))
            .withMessage("The publisher sensor-streams-3 is closed");
        this.publisher.open();
        this.publisher.commit(List.of(record("sensor-positions")));
        assertThat(this.made.get(1).history()).hasSize(1);
    }

    private static ProducerRecord<byte[], byte[]> record(String topic) {
        return new ProducerRecord<>(topic, new byte[0]);
    }

}
