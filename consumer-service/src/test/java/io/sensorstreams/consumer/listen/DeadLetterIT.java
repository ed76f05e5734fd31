package io.sensorstreams.consumer.listen;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import io.micrometer.core.instrument.MeterRegistry;
import io.sensorstreams.common.wire.DeadLetter;
import io.sensorstreams.kafka.TestKafka;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class DeadLetterIT extends ServiceFixture {

    @Test
    void putsWhatIsNoRowAsideAndGoesOn() throws Exception {
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
    void cutsADeadLetterThatIsTooLongForABroker() throws Exception {
        start();
        this.topic.send(0, "x".repeat(1_040_000), "{\"n\":0,\"s\":\"a\"}");
        awaitLagZero();

        assertThat(rows(0)).isEqualTo(numbers(0, 1));
        ConsumerRecord<String, String> letter = deadLetters(1).get(0);
        assertThat(letter.value()).hasSize(1_000_000);
        assertThat(header(letter, DeadLetter.LENGTH)).isEqualTo("1040000");
    }

    @Test
    void cutsAReasonThatIsAsLongAsTheRecord() throws Exception {
        start();
        String column = "x".repeat(500_000);
        this.topic.send(0, "{\"%1$s\":1,\"%1$s\":2}".formatted(column), "{\"n\":0,\"s\":\"a\"}");
        awaitLagZero();

        assertThat(rows(0)).isEqualTo(numbers(0, 1));
        assertThat(header(deadLetters(1).get(0), DeadLetter.REASON)).startsWith("value has a name twice: [xxx")
            .hasSize(1001);
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
