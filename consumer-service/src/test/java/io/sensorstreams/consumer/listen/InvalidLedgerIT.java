package io.sensorstreams.consumer.listen;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

import io.micrometer.core.instrument.MeterRegistry;
import io.sensorstreams.common.kafka.Topics;
import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerTopic;
import io.sensorstreams.kafka.TestKafka;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Records in the topic of the ledger that no consumer-service has written. */
class InvalidLedgerIT extends ServiceFixture {

    @Test
    void ignoresInvalidEntriesAndChangesNoOtherFile() throws Exception {
        Path outside = Files.writeString(this.output.resolve("x"), "0123456789\n".repeat(10));
        ConsumerService service = start();
        this.topic.sendNumbers(0, 0, 10);
        awaitLagZero();
        String key = name() + "/" + name() + "/0/" + files(0).get(0);

        store(key("../../../x"), entry("../../../x"));
        store(key("no-group"), "{\"group\":null,\"topic\":\"" + name() + "\",\"partition\":0}");
        store(key, "{}");

        await().atMost(SOON).untilAsserted(() -> assertThat(service.bean(Ledger.class).table().refused()).hasSize(3));
        assertThat(service.http().get().uri("/api/files").retrieve().body(String.class)).contains(files(0).get(0))
            .doesNotContain("../");
        String health = service.http()
            .get()
            .uri("/actuator/health")
            .exchange((request, response) -> new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8));
        assertThat(health).contains("internalTopics", Topics.LEDGER + "-" + partition() + "@", "has no 'group'");
        assertThat(service.http().get().uri("/actuator/health/readiness").retrieve().body(String.class)).contains("UP");
        assertThat(service.bean(MeterRegistry.class)
            .get("sensor.records.refused")
            .tag("topic", Topics.LEDGER)
            .functionCounter()
            .count()).isGreaterThanOrEqualTo(3);

        service.close();
        start();
        this.topic.sendNumbers(0, 10, 20);
        this.topic.sendNumbers(1, 0, 10);
        awaitLagZero();

        assertThat(rows(0)).isEqualTo(numbers(0, 20));
        assertThat(rows(1)).isEqualTo(numbers(0, 10));
        assertThat(outside).hasSize(110);
        // The other tests share the broker and expect a valid ledger.
        for (String invalid : new String[] { key("../../../x"), key("no-group"), key }) {
            store(invalid, null);
        }
    }

    @Test
    void ignoresARecordInTheWrongPartition() throws Exception {
        ConsumerService service = start();
        Ledger ledger = service.bean(Ledger.class);
        this.topic.sendNumbers(0, 0, 20);
        this.topic.sendNumbers(1, 0, 10);
        awaitLagZero();
        String file = files(0).get(0);
        await().atMost(SOON).until(() -> ledger.files(name(), name(), 0).stream().anyMatch((it) -> it.rows() == 20));
        LedgerEntry newest = ledger.files(name(), name(), 0).get(0);
        int other = (partition() + 1) % LedgerTopic.PARTITIONS;

        store(other, key(file), entry(file));

        await().atMost(SOON)
            .untilAsserted(() -> assertThat(ledger.table().refused()).anySatisfy((record) -> assertThat(record.text())
                .contains("is in partition " + other + ", but its key belongs to partition " + partition())));
        assertThat(ledger.files(name(), name(), 0)).containsExactly(newest);
        service.close();
        ConsumerService again = start();
        this.topic.sendNumbers(0, 20, 30);
        awaitLagZero();
        assertThat(rows(0)).isEqualTo(numbers(0, 30));
        assertThat(again.bean(Ledger.class).table().refused()).hasSize(1);
        // The other tests share the broker and expect a valid ledger.
        store(other, key(file), null);
    }

    /** Partition of the ledger for the first partition of the topic. */
    private int partition() {
        return Math.floorMod(Objects.hash(name(), name(), 0), LedgerTopic.PARTITIONS);
    }

    private String key(String file) {
        return name() + "/" + name() + "/0/" + file;
    }

    private String entry(String file) {
        return "{\"group\":\"%1$s\",\"topic\":\"%1$s\",\"partition\":0,\"file\":\"%2$s\",\"firstOffset\":0,".formatted(
                name(), file) + "\"nextOffset\":9,\"rows\":3,\"bytes\":7,\"crc32c\":\"00000000\",\"sealed\":false,"
                + "\"owner\":\"consumer-0\"}";
    }

    private void store(String key, @Nullable String value) throws Exception {
        store(partition(), key, value);
    }

    private static void store(int partition, String key, @Nullable String value) throws Exception {
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            producer
                .send(new ProducerRecord<>(Topics.LEDGER, partition, key.getBytes(StandardCharsets.UTF_8),
                        (value != null) ? value.getBytes(StandardCharsets.UTF_8) : null))
                .get();
        }
    }

}
