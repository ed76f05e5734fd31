package io.sensorstreams.system;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;

import io.sensorstreams.harness.BrokerProcess;
import io.sensorstreams.harness.PackagedService;
import io.sensorstreams.harness.Ports;
import io.sensorstreams.harness.SensorSystem;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Streams a CSV file through Kafka to files, with both packaged services. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PipelineE2E {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private String bootstrapServers;

    private BrokerProcess broker;

    private SensorSystem system;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException, InterruptedException {
        int port = Ports.free(2);
        this.bootstrapServers = "127.0.0.1:" + port;
        this.broker = new BrokerProcess(1, 1, port, directory);
        this.broker.awaitReady();
        this.system = new SensorSystem(this.bootstrapServers, directory, List.of("PLAIN", "RESTART"),
                PackagedService::launchJar);
    }

    @AfterAll
    void close() {
        this.system.close();
        this.broker.close();
    }

    @Test
    void everyRowIsInTheFilesOnce() throws IOException {
        ExactlyOnceOutput output = new ExactlyOnceOutput(Readings.write(this.system.data(), "PLAIN.csv", 20_000, 1));
        this.system.createStream("plain", "PLAIN", "PLAIN.csv", ",\"partitioning\":\"row\"");
        this.system.startStream("plain");
        this.system.awaitCompleted("plain", A_MINUTE);
        this.system.awaitRowsInFiles("PLAIN", output.rows(), A_MINUTE);
        assertThat(this.system.rowsInFiles("PLAIN")).isEqualTo(output.rows());
        assertThat(output.violations(this.system.files("PLAIN"))).isEmpty();
        assertThat(lag("PLAIN")).isZero();
        JsonNode audit = this.system.consumer().api().audit(A_MINUTE);
        assertThat(audit.path("verdict").asString()).as("verdict of %s", audit).isEqualTo("CLEAN");
        assertThat(rowsInFiles(audit, "PLAIN")).isEqualTo(output.rows());
        assertThat(MetricsText.faults(metrics(this.system.producer()))).isEmpty();
        assertThat(MetricsText.faults(metrics(this.system.consumer()))).isEmpty();
    }

    @Test
    void continuesAfterBothServicesWereKilledOrRestarted() throws IOException {
        ExactlyOnceOutput output = new ExactlyOnceOutput(Readings.write(this.system.data(), "RESTART.csv", 12_000, 2));
        this.system.createStream("restart", "RESTART", "RESTART.csv",
                ",\"pace\":{\"type\":\"rate\",\"perSecond\":800},\"partitioning\":\"row\"");
        this.system.startStream("restart");
        this.system.awaitMoreRowsInFiles("RESTART", 1_000);
        this.system.kill();
        this.system.restart();
        this.system.awaitMoreRowsInFiles("RESTART", 1_000);
        this.system.stop();
        this.system.restart();
        this.system.awaitCompleted("restart", A_MINUTE);
        this.system.awaitRowsInFiles("RESTART", output.rows(), A_MINUTE);
        assertThat(this.system.rowsInFiles("RESTART")).isEqualTo(output.rows());
        assertThat(output.violations(this.system.files("RESTART"))).isEmpty();
        assertThat(this.system.consumer().api().audit(A_MINUTE).path("verdict").asString()).isEqualTo("CLEAN");
    }

    private static String metrics(PackagedService service) {
        return service.api().text("/actuator/prometheus");
    }

    private static long rowsInFiles(JsonNode audit, String topic) {
        return audit.path("topics")
            .valueStream()
            .filter((partition) -> partition.path("topic").asString().equals(topic))
            .mapToLong((partition) -> partition.path("inFiles").asLong())
            .sum();
    }

    /** Returns the lag of the topic's group, calculated as kafka-consumer-groups does. */
    private long lag(String topic) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", this.bootstrapServers);
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
