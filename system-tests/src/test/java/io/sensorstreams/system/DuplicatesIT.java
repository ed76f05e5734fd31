package io.sensorstreams.system;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.sensorstreams.kafka.LocalKafka;
import io.sensorstreams.kafka.LocalKafkaSettings;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class DuplicatesIT {

    @Test
    void namesTheRowsAndTheBatchesOfAPartition(@TempDir Path directory) throws Exception {
        try (LocalKafka kafka = LocalKafka.start(LocalKafkaSettings.ofNodes(1).withDirectory(directory))) {
            // The flush sends all rows of a transaction in one batch.
            Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id",
                    "a", "linger.ms", 60_000);
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
                    KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings, new ByteArraySerializer(),
                            new ByteArraySerializer())) {
                admin.createTopics(List.of(new NewTopic("AIR", 2, (short) 1))).all().get();
                producer.initTransactions();
                send(producer, 0, "air/1/0", "air/1/2");
                producer.commitTransaction();
                send(producer, 1, "air/1/1");
                producer.abortTransaction();
                send(producer, 1, "air/1/1");
                producer.commitTransaction();
                Duplicates duplicates = new Duplicates(kafka.bootstrapServers(), List.of(directory.resolve("node-1")));

                assertThat(duplicates.describe(List.of("AIR"))).isEmpty();

                send(producer, 0, "air/1/2", "air/1/4");
                producer.commitTransaction();

                assertThat(duplicates.describe(List.of("AIR"))).singleElement().satisfies((text) -> {
                    List<String> lines = text.lines().map(String::strip).toList();
                    assertThat(lines).hasSize(5)
                        .first()
                        .isEqualTo("AIR-0: 2 copies of rows that are committed more than once, from offset 1 to 3");
                    assertThat(lines.get(1)).startsWith("node-1: 0..1, leader epoch 0, producer ")
                        .endsWith(", sequence 0..1, rows");
                    assertThat(lines.get(2)).contains(", COMMIT by coordinator epoch ");
                    assertThat(lines.get(4)).startsWith("node-1: 5..5, ");
                });
            }
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, int partition, String... rows) {
        producer.beginTransaction();
        for (String row : rows) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("AIR", partition, null, new byte[] { 1 });
            record.headers().add("row", row.getBytes(StandardCharsets.UTF_8));
            producer.send(record);
        }
        producer.flush();
    }

}
