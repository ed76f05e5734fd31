package io.sensorstreams.system;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;

import io.sensorstreams.kafka.TestKafka;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * From a CSV file through Kafka into files, with both packaged services.
 */
class PipelineE2E {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    @Test
    void everyRowIsInTheFilesOnce() throws IOException {
        try (SensorSystem system = new SensorSystem(TestKafka.bootstrapServers(), this.directory, "PLAIN")) {
            ExactlyOnceOutput output = new ExactlyOnceOutput(Readings.write(system.data(), "PLAIN.csv", 20_000, 1));
            system.createStream("plain", "PLAIN", "PLAIN.csv", "{\"type\":\"unlimited\"}");
            system.startStream("plain");
            system.awaitCompleted("plain", A_MINUTE);
            system.awaitRowsInFiles("PLAIN", output.rows(), A_MINUTE);
            assertThat(output.violations(system.files("PLAIN"))).isEmpty();
            assertThat(lag("PLAIN")).isZero();
            JsonNode audit = system.audit();
            assertThat(audit.path("verdict").asString()).as("verdict of %s", audit).isEqualTo("CLEAN");
            assertThat(total(audit, "inFiles")).isEqualTo(output.rows());
        }
    }

    @Test
    void goesOnWhereItWasWhenBothServicesAreKilledOrRestarted() throws IOException {
        try (SensorSystem system = new SensorSystem(TestKafka.bootstrapServers(), this.directory, "RESTART")) {
            ExactlyOnceOutput output = new ExactlyOnceOutput(Readings.write(system.data(), "RESTART.csv", 12_000, 2));
            system.createStream("restart", "RESTART", "RESTART.csv", "{\"type\":\"rate\",\"perSecond\":800}");
            system.startStream("restart");
            system.awaitMoreRowsInFiles("RESTART", 1_000);
            system.producer().kill();
            system.consumer().kill();
            system.producer().restart();
            system.consumer().restart();
            system.awaitMoreRowsInFiles("RESTART", 1_000);
            system.producer().stop();
            system.consumer().stop();
            system.producer().restart();
            system.consumer().restart();
            system.awaitCompleted("restart", A_MINUTE);
            system.awaitRowsInFiles("RESTART", output.rows(), A_MINUTE);
            assertThat(output.violations(system.files("RESTART"))).isEmpty();
            assertThat(system.audit().path("verdict").asString()).isEqualTo("CLEAN");
        }
    }

    private static long total(JsonNode audit, String field) {
        return audit.path("topics").valueStream().mapToLong((partition) -> partition.path(field).asLong()).sum();
    }

    /** Lag of the topic's own group, as kafka-consumer-groups counts it. */
    private static long lag(String topic) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", TestKafka.bootstrapServers());
        try (Admin admin = Admin.create(properties)) {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(topic)
                .partitionsToOffsetAndMetadata()
                .get();
            List<TopicPartition> partitions = List.copyOf(committed.keySet());
            long lag = 0;
            for (TopicPartition partition : partitions) {
                long end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
                lag += end - committed.get(partition).offset();
            }
            return lag;
        }
        catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

}
