package io.sensorstreams.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/** Both packaged services on one broker, with separate directories. */
public class SensorSystem implements AutoCloseable {

    /** Short compared with the times that are measured. */
    protected static final Duration POLL = Duration.ofMillis(20);

    private final Path output;

    private final Path data;

    private final PackagedService producer;

    private final PackagedService consumer;

    /**
     * Starts the services and waits until they are ready.
     * @param topics topics of one group each, which no other system on the broker uses
     */
    public SensorSystem(String bootstrapServers, Path directory, List<String> topics, Starter starter)
            throws IOException, InterruptedException {
        this.output = directory.resolve("output");
        this.data = Files.createDirectories(directory.resolve("data"));
        this.producer = starter.start("producer-service", directory.resolve("producer-service.log"),
                Map.of("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers, "SENSOR_INSTANCE", "producer-0", "SENSOR_DATA_DIR",
                        this.data.toString()));
        this.consumer = starter.start("consumer-service", directory.resolve("consumer-service.log"),
                Map.of("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers, "SENSOR_INSTANCE", "consumer-0",
                        "SENSOR_OUTPUT_DIR", this.output.toString(), "SENSOR_TOPICS", String.join(",", topics)));
        awaitReady();
    }

    private void awaitReady() {
        this.producer.awaitReady();
        this.consumer.awaitReady();
    }

    /** Kills both services like a power failure. */
    public void kill() {
        this.producer.kill();
        this.consumer.kill();
    }

    /** Stops both services in order and waits for their end. */
    public void stop() {
        this.producer.stop();
        this.consumer.stop();
    }

    /** Starts both services again, unpacked, and waits until they are ready. */
    public void restart() {
        this.producer.relaunch();
        this.consumer.relaunch();
        awaitReady();
    }

    /** Returns the directory from which the producer-service reads CSV files. */
    public Path data() {
        return this.data;
    }

    /** Returns the directory of the files of a topic's group. */
    public Path files(String topic) {
        return this.output.resolve(topic).resolve(topic);
    }

    public PackagedService producer() {
        return this.producer;
    }

    public PackagedService consumer() {
        return this.consumer;
    }

    /** Creates a stream of a CSV file. Other settings are JSON members after a comma. */
    public void createStream(String name, String topic, String file, String settings) {
        create(name, topic, "\"file\":\"" + file + "\"", settings);
    }

    /** Creates a stream that repeats a CSV file until it has sent this number of rows. */
    public void createLoop(String name, String topic, String file, long rows) {
        create(name, topic, "\"file\":\"" + file + "\",\"loop\":true", ",\"limit\":" + rows);
    }

    private void create(String name, String topic, String source, String settings) {
        this.producer.api()
            .post("/api/streams", "{\"name\":\"%s\",\"topic\":\"%s\",\"source\":{\"type\":\"csv\",%s}%s}"
                .formatted(name, topic, source, settings), 201);
    }

    public void startStream(String name) {
        this.producer.api().post("/api/streams/" + name + "/start", "", 200);
    }

    public JsonNode stream(String name) {
        return this.producer.api().get("/api/streams/" + name);
    }

    /** Waits until a stream has sent all of its rows and they are acknowledged. */
    public void awaitCompleted(String name, Duration limit) {
        Waiting.until(name + " is COMPLETED", limit, POLL, () -> {
            JsonNode stream = stream(name);
            String state = stream.path("state").asString();
            if (state.equals("FAILED")) {
                throw new IllegalStateException(name + " failed: " + stream.path("lastError").asString());
            }
            return state.equals("COMPLETED");
        });
    }

    /** Returns the number of rows of a group that are committed to files. */
    public long rowsInFiles(String group) {
        return this.consumer.api()
            .get("/api/partitions")
            .valueStream()
            .filter((partition) -> partition.path("group").asString().equals(group))
            .mapToLong((partition) -> partition.path("rows").asLong())
            .sum();
    }

    /** Waits until this number of rows of a group is committed to files. */
    public void awaitRowsInFiles(String group, long rows, Duration limit) {
        Waiting.until(rows + " rows of " + group + " are in files", limit, POLL, () -> rowsInFiles(group) >= rows);
    }

    /** Waits until this number of additional rows of a group is committed to files. */
    public void awaitMoreRowsInFiles(String group, long more) {
        awaitRowsInFiles(group, rowsInFiles(group) + more, Duration.ofMinutes(1));
    }

    /** Kills both services, unless they have ended. */
    @Override
    public void close() {
        kill();
    }

    /** Starts one of the two services. */
    public interface Starter {

        PackagedService start(String service, Path log, Map<String, String> environment)
                throws IOException, InterruptedException;

    }

}
