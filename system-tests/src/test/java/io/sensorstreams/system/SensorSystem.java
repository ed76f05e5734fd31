package io.sensorstreams.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.sensorstreams.harness.Api;
import io.sensorstreams.harness.PackagedService;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Both packaged services with one broker and separate directories. */
final class SensorSystem implements AutoCloseable {

    private final Path output;

    private final Path data;

    private final PackagedService producer;

    private final PackagedService consumer;

    /**
     * Starts the services by their packaged jars.
     * @param topics comma-separated topics that get one group each; must not be used by
     * another system on the same broker
     */
    SensorSystem(String bootstrapServers, Path directory, String topics) {
        this.output = directory.resolve("output");
        this.data = directory.resolve("data");
        try {
            Files.createDirectories(this.data);
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.producer = launch("producer-service", directory, Map.of("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers,
                "SENSOR_INSTANCE", "producer-0", "SENSOR_DATA_DIR", this.data.toString()));
        this.consumer = launch("consumer-service", directory, Map.of("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers,
                "SENSOR_INSTANCE", "consumer-0", "SENSOR_OUTPUT_DIR", this.output.toString(), "SENSOR_TOPICS", topics));
        awaitReady();
    }

    private static PackagedService launch(String name, Path directory, Map<String, String> environment) {
        return PackagedService.launchJar(name, directory.resolve(name + ".log"), environment);
    }

    private void awaitReady() {
        this.producer.awaitReady();
        this.consumer.awaitReady();
    }

    /** Kills both services like a power failure. */
    void kill() {
        this.producer.kill();
        this.consumer.kill();
    }

    /** Stops both services and waits for their end. */
    void stop() {
        this.producer.stop();
        this.consumer.stop();
    }

    /** Starts both services again, unpacked, and waits until they are ready. */
    void restart() {
        this.producer.relaunch();
        this.consumer.relaunch();
        awaitReady();
    }

    /** Returns the directory from which the producer-service reads CSV files. */
    Path data() {
        return this.data;
    }

    /** Returns the directory of the files of a topic's group. */
    Path files(String topic) {
        return this.output.resolve(topic).resolve(topic);
    }

    void createStream(String name, String topic, String file, String pace) {
        this.producer.api().post("/api/streams", """
                {"name":"%s","topic":"%s","source":{"type":"csv","file":"%s"},"pace":%s,"partitioning":"row"}
                """.formatted(name, topic, file, pace), 201);
    }

    void startStream(String name) {
        this.producer.api().post("/api/streams/" + name + "/start", "", 200);
    }

    JsonNode stream(String name) {
        return this.producer.api().get("/api/streams/" + name);
    }

    void awaitCompleted(String name, Duration timeout) {
        Awaitility.await(name + " is COMPLETED")
            .atMost(timeout)
            .untilAsserted(() -> assertThat(stream(name).path("state").asString()).isEqualTo("COMPLETED"));
    }

    /** Returns the number of rows of a topic that are committed to files. */
    long rowsInFiles(String topic) {
        long rows = 0;
        for (JsonNode partition : this.consumer.api().get("/api/partitions")) {
            if (partition.path("topic").asString().equals(topic)) {
                rows += partition.path("rows").asLong();
            }
        }
        return rows;
    }

    void awaitRowsInFiles(String topic, long rows, Duration timeout) {
        Awaitility.await(rows + " rows of " + topic + " are in files")
            .atMost(timeout)
            .untilAsserted(() -> assertThat(rowsInFiles(topic)).isEqualTo(rows));
    }

    /** Waits until this number of additional rows is in files. */
    void awaitMoreRowsInFiles(String topic, long more) {
        long before = rowsInFiles(topic);
        Awaitility.await(more + " more rows of " + topic + " are in files")
            .atMost(Duration.ofMinutes(1))
            .until(() -> rowsInFiles(topic) >= before + more);
    }

    /** Returns the metrics that the producer-service exposes to Prometheus. */
    String producerMetrics() {
        return this.producer.api().text("/actuator/prometheus");
    }

    /** Returns the metrics that the consumer-service exposes to Prometheus. */
    String consumerMetrics() {
        return this.consumer.api().text("/actuator/prometheus");
    }

    Api producerApi() {
        return this.producer.api();
    }

    Api consumerApi() {
        return this.consumer.api();
    }

    JsonNode audit() {
        return this.consumer.api().audit(Duration.ofMinutes(1));
    }

    @Override
    public void close() {
        this.producer.close();
        this.consumer.close();
    }

}
