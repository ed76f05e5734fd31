package io.sensorstreams.consumer.listen;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import io.micrometer.core.instrument.MeterRegistry;
import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.common.wire.DeadLetter;
import io.sensorstreams.kafka.TestKafka;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class DeadLetterIT extends ServiceFixture {

    @Test
    void sendsMalformedRecordsToTheDeadLetterTopicAndContinues() throws Exception {
        ConsumerService service = start();
        this.topic.send(0, "{\"n\":0,\"s\":\"a\"}", "not JSON", "{\"n\":1,\"s\":\"a\"}", null, "{\"n\":2,\"s\":\"a\"}");
        this.topic.send(1, "[]");
        awaitLagZero();

        assertThat(rows(0)).isEqualTo(numbers(0, 3));
        assertThat(files(1)).isEmpty();
        List<ConsumerRecord<String, String>> letters = deadLetters(3);
        assertThat(letters).extracting(ConsumerRecord::value).containsExactlyInAnyOrder("not JSON", null, "[]");
        ConsumerRecord<String, String> letter = letters.stream()
            .filter((record) -> "not JSON".equals(record.value()))
            .findFirst()
            .orElseThrow();
        assertThat(header(letter, DeadLetter.TOPIC)).isEqualTo(name());
        assertThat(header(letter, DeadLetter.GROUP)).isEqualTo(name());
        assertThat(header(letter, DeadLetter.PARTITION)).isEqualTo("0");
        assertThat(header(letter, DeadLetter.OFFSET)).isEqualTo("1");
        assertThat(header(letter, DeadLetter.REASON)).startsWith("not a JSON object: expected '{' at byte 0");
        assertThat(service.bean(MeterRegistry.class).get("sensor.dead.letters").tag("topic", name()).counter().count())
            .isEqualTo(3);
    }

    @Test
    void truncatesADeadLetterThatIsTooLargeForTheBroker() throws Exception {
        start();
        this.topic.send(0, "x".repeat(1_040_000), "{\"n\":0,\"s\":\"a\"}");
        awaitLagZero();

        assertThat(rows(0)).isEqualTo(numbers(0, 1));
        ConsumerRecord<String, String> letter = deadLetters(1).get(0);
        assertThat(letter.value()).hasSize(1_000_000);
        assertThat(header(letter, DeadLetter.LENGTH)).isEqualTo("1040000");
    }

    @Test
    void truncatesALongReason() throws Exception {
        start();
        String column = "x".repeat(500_000);
        this.topic.send(0, "{\"%1$s\":1,\"%1$s\":2}".formatted(column), "{\"n\":0,\"s\":\"a\"}");
        awaitLagZero();

        assertThat(rows(0)).isEqualTo(numbers(0, 1));
        assertThat(header(deadLetters(1).get(0), DeadLetter.REASON)).startsWith("value has a name twice: [xxx")
            .hasSize(1001);
    }

    @Test
    void continuesAfterKeysValuesAndHeadersThatAreTooLarge() throws Exception {
        start();
        this.topic.sendNumbers(0, 0, 10);
        byte[] large = new byte[1_040_000];
        byte[] half = new byte[500_000];
        send(large, new byte[] { 1 }, List.of());
        send(half, half, List.of());
        send(null, new byte[] { 1 }, List.of(new RecordHeader("huge", large)));
        List<Header> many = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            many.add(new RecordHeader("h" + i, new byte[40]));
        }
        send(new byte[] { 2 }, new byte[] { 1 }, many);
        this.topic.sendNumbers(0, 10, 20);
        awaitLagZero();

        assertThat(rows(0)).isEqualTo(numbers(0, 20));
        List<ConsumerRecord<String, String>> letters = deadLetters(4);
        assertThat(letters).filteredOn((letter) -> letter.headers().lastHeader(DeadLetter.KEY_LENGTH) != null)
            .singleElement()
            .satisfies((letter) -> assertThat(header(letter, DeadLetter.KEY_LENGTH)).isEqualTo("1040000"));
        assertThat(letters).filteredOn((letter) -> letter.headers().lastHeader(DeadLetter.HEADERS_DROPPED) != null)
            .hasSize(2)
            .anySatisfy((letter) -> assertThat(header(letter, DeadLetter.HEADERS_DROPPED)).isEqualTo("1"));
    }

    @Test
    void truncatesFurtherWhatTheDeadLetterTopicRefuses() throws Exception {
        start();
        this.topic.sendNumbers(0, 0, 10);
        awaitLagZero();
        configureDeadLetters("max.message.bytes", "20000");
        this.topic.send(0, "x".repeat(500_000), "{\"n\":10,\"s\":\"a\"}");
        awaitLagZero();

        assertThat(rows(0)).isEqualTo(numbers(0, 11));
        ConsumerRecord<String, String> letter = deadLetters(1).get(0);
        assertThat(letter.value()).hasSize(10_000);
        assertThat(header(letter, DeadLetter.LENGTH)).isEqualTo("500000");
    }

    @Test
    void recordsAGapForRecordsWithoutADeadLetter() throws Exception {
        ConsumerService service = start();
        this.topic.sendNumbers(0, 0, 10);
        awaitLagZero();
        refuseDeadLetters();
        this.topic.send(0, "no row", "{\"n\":10,\"s\":\"a\"}", "neither");
        awaitLagZero();

        assertThat(rows(0)).isEqualTo(numbers(0, 11));
        await().atMost(SOON).until(() -> !gaps(service).isEmpty());
        LedgerGap gap = gaps(service).get(0);
        assertThat(gap.kind()).isEqualTo(LedgerGap.Kind.LETTER_REFUSED);
        assertThat(gap.from()).isEqualTo(11);
        assertThat(gap.to()).isEqualTo(14);
        assertThat(gap.rows()).isEqualTo(2);
        assertThat(gap.reason()).startsWith("Kafka refused a dead letter for topic " + name() + "-dlt: ")
            .contains("the record: not a JSON object");
        assertThat(service.bean(MeterRegistry.class).get("sensor.dead.letters.refused").counter().count()).isEqualTo(2);
    }

    @Test
    void extendsTheGapWhileDeadLettersAreRefused() throws Exception {
        ConsumerService service = start();
        this.topic.sendNumbers(0, 0, 10);
        awaitLagZero();
        refuseDeadLetters();
        for (int i = 10; i < 13; i++) {
            this.topic.send(0, "no row", "{\"n\":%d,\"s\":\"a\"}".formatted(i));
            awaitLagZero();
        }

        assertThat(rows(0)).isEqualTo(numbers(0, 13));
        await().atMost(SOON).untilAsserted(() -> assertThat(gaps(service)).singleElement().satisfies((gap) -> {
            assertThat(gap.from()).isEqualTo(11);
            assertThat(gap.to()).isEqualTo(18);
            assertThat(gap.rows()).isEqualTo(3);
        }));
    }

    private List<LedgerGap> gaps(ConsumerService service) {
        return service.bean(Ledger.class).gaps(name(), name(), 0);
    }

    /** Kafka rejects every record without a key in a compacted topic. */
    private void refuseDeadLetters() throws Exception {
        configureDeadLetters("cleanup.policy", "compact");
    }

    private void configureDeadLetters(String name, String value) throws Exception {
        this.topic.admin()
            .incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, DeadLetter.topicOf(name())),
                    List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
            .all()
            .get();
    }

    private void send(byte @Nullable [] key, byte[] value, List<Header> headers) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrapServers(), "max.request.size", 2_000_000),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(name(), 0, key, value, headers)).get();
        }
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private List<ConsumerRecord<String, String>> deadLetters(int count) {
        Properties settings = new Properties();
        settings.putAll(Map.of("bootstrap.servers", TestKafka.bootstrapServers(), "isolation.level", "read_committed",
                "auto.offset.reset", "earliest", "group.id", name() + "-reader"));
        List<ConsumerRecord<String, String>> letters = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(settings, new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(DeadLetter.topicOf(name())));
            await().atMost(SOON).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(letters::add);
                return letters.size() >= count;
            });
        }
        return letters;
    }

}
