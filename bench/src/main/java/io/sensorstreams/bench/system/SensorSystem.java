package io.sensorstreams.bench.system;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/**
 * Both packaged services on the broker of the lab, with default settings, controlled by
 * REST.
 */
public final class SensorSystem implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(20);

    /**
     * Short compared with the measured times, long compared with a request.
     */
    private static final Duration POLL = Duration.ofMillis(20);

    private final Lab lab;

    private final Path data;

    private final StartedService producer;

    private final StartedService consumer;

    /**
     * Starts both services as {@code ./run} does and waits until they are ready.
     * @param topics topics that get one group each
     */
    public SensorSystem(Lab lab, List<String> topics) throws IOException, InterruptedException {
        this(lab, topics, StartCommand.ofRun());
    }

    /**
     * Starts both services, one after the other.
     * @param topics topics that get one group each
     * @param command command that starts a service
     */
    public SensorSystem(Lab lab, List<String> topics, StartCommand command) throws IOException, InterruptedException {
        this.lab = lab;
        this.data = lab.directory("data");
        this.producer = new StartedService(lab, "producer-service", command,
                Map.of("SENSOR_INSTANCE", "producer-0", "SENSOR_DATA_DIR", this.data.toString()));
        this.consumer = new StartedService(lab, "consumer-service", command, Map.of("SENSOR_INSTANCE", "consumer-0",
                "SENSOR_OUTPUT_DIR", lab.directory("output").toString(), "SENSOR_TOPICS", String.join(",", topics)));
    }

    /**
     * Returns the directory from which the producer-service reads CSV files.
     */
    public Path data() {
        return this.data;
    }

    public StartedService producer() {
        return this.producer;
    }

    public StartedService consumer() {
        return this.consumer;
    }

    /**
     * Creates a stream of a CSV file.
     * @param settings settings other than the defaults, as JSON members, each with a
     * leading comma
     */
    public void createStream(String name, String topic, String file, String settings) {
        create(name, topic, "\"file\":\"" + file + "\"", settings);
    }

    /**
     * Creates a stream that repeats a CSV file until it has sent this number of rows.
     */
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

    void deleteStream(String name) {
        this.producer.api().delete("/api/streams/" + name);
    }

    public JsonNode stream(String name) {
        return this.producer.api().get("/api/streams/" + name);
    }

    /**
     * Waits until a stream is completed. Polls the broker until nearly all rows are
     * there, because polling the service all the time would slow it down.
     * @param rows number of rows that the stream sends
     * @param topic topic of the stream, with 4 partitions, to which nothing else writes
     */
    public void awaitCompleted(String name, String topic, long rows) {
        until(topic + " has nearly all rows", () -> this.lab.committedOffsets(topic, Lab.PARTITIONS) >= rows);
        awaitCompleted(name);
    }

    /**
     * Waits until a stream has sent all of its rows and they are acknowledged.
     */
    public void awaitCompleted(String name) {
        until(name + " is COMPLETED", () -> {
            JsonNode stream = stream(name);
            String state = stream.path("state").asString();
            if (state.equals("FAILED")) {
                throw new IllegalStateException(name + " failed: " + stream.path("lastError").asString());
            }
            return state.equals("COMPLETED");
        });
    }

    public void startGroup(String group) {
        tell(group, "start");
    }

    /** Starts a group and waits until its members have partitions. */
    public void joinGroup(String group) {
        startGroup(group);
        this.lab.awaitMembers(group);
    }

    public void pauseGroup(String group) {
        tell(group, "pause");
    }

    public void stopGroup(String group) {
        tell(group, "stop");
    }

    public void resumeGroup(String group) {
        tell(group, "resume");
    }

    private void tell(String group, String what) {
        this.consumer.api().post("/api/listeners/" + group + "/" + what, "", 200);
    }

    /**
     * Waits until this number of rows of a group is committed to files. Polls the broker
     * until nearly all rows are there, because polling the service all the time would
     * slow it down.
     */
    public void awaitRowsInFiles(String group, long rows) {
        // Offsets include transaction markers, so this wait ends slightly early.
        until(group + " has nearly all rows", () -> this.lab.groupOffsets(group) >= rows);
        until(rows + " rows of " + group + " are in files", () -> rowsInFiles(group) >= rows);
    }

    /** Returns the number of rows of a group that are committed to files. */
    public long rowsInFiles(String group) {
        long rows = 0;
        for (JsonNode partition : this.consumer.api().get("/api/partitions")) {
            if (partition.path("group").asString().equals(group)) {
                rows += partition.path("rows").asLong();
            }
        }
        return rows;
    }

    private void until(String what, Callable<Boolean> reached) {
        Awaitility.await(what).atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(POLL).until(reached);
    }

    /**
     * Audits all groups.
     * @return faults; empty when the verdict is CLEAN and the number of rows is as
     * expected
     */
    public List<String> audit(long expectedRows) {
        JsonNode audit = this.consumer.api().audit(PATIENCE);
        long inFiles = audit.path("topics").valueStream().mapToLong((topic) -> topic.path("inFiles").asLong()).sum();
        List<String> faults = new ArrayList<>();
        if (!audit.path("verdict").asString("").equals("CLEAN")) {
            faults.add("The audit is not CLEAN: " + audit);
        }
        if (inFiles != expectedRows) {
            faults.add("The audit found " + inFiles + " rows in files, expected " + expectedRows);
        }
        return faults;
    }

    /**
     * Stops both services in order, so that they write what speeds up their next start.
     */
    @Override
    public void close() {
        this.producer.stop();
        this.consumer.stop();
    }

}
