package io.sensorstreams.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.sensorstreams.bench.system.Lab;
import io.sensorstreams.harness.Api;
import io.sensorstreams.harness.ChildProcess;
import io.sensorstreams.harness.Ports;
import io.sensorstreams.harness.Waiting;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/**
 * Worker of Kafka Connect with its file source and file sink. Lines of text pass
 * unchanged, without transcoding.
 */
public final class Connect implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(2);

    private static final Duration POLL = Duration.ofMillis(20);

    private final Lab lab;

    private final ChildProcess worker;

    private final Api api;

    /** Starts the worker and waits until it is ready. */
    private Connect(Lab lab, String mainClass, String... settings) throws IOException {
        this.lab = lab;
        int port = Ports.free(1);
        this.api = new Api(port);
        List<String> lines = new ArrayList<>(List.of("bootstrap.servers=" + lab.bootstrapServers(),
                "listeners=http://127.0.0.1:" + port, "key.converter=org.apache.kafka.connect.storage.StringConverter",
                "value.converter=org.apache.kafka.connect.storage.StringConverter"));
        lines.addAll(List.of(settings));
        Path file = Files.write(lab.directory().resolve(mainClass + ".properties"), lines);
        this.worker = new ChildProcess(KafkaTools.java(Lab.kafkaJvm("-Xms256m", "-Xmx2g"),
                "org.apache.kafka.connect.cli." + mainClass, List.of(file.toString())), Map.of(),
                lab.directory().resolve(mainClass + ".log"))
            .killAtExit();
        Awaitility.await("Kafka Connect is up, see " + this.worker.log())
            .atMost(START)
            .ignoreExceptions()
            .until(() -> this.worker.isAlive() && this.api.get("/connectors").isArray());
    }

    /** Starts a standalone worker. It delivers at least once. */
    public static Connect standalone(Lab lab) throws IOException {
        return new Connect(lab, "ConnectStandalone",
                "offset.storage.file.filename=" + lab.directory().resolve("connect.offsets"));
    }

    /**
     * Starts a distributed worker with exactly-once support for sources. Its source sends
     * the rows and its position in a transaction for each batch. Its sink reads committed
     * rows only.
     */
    public static Connect exactlyOnce(Lab lab) throws IOException {
        return new Connect(lab, "ConnectDistributed", "group.id=connect-cluster",
                "config.storage.topic=connect-configs", "offset.storage.topic=connect-offsets",
                "status.storage.topic=connect-status", "config.storage.replication.factor=1",
                "offset.storage.replication.factor=1", "status.storage.replication.factor=1",
                "exactly.once.source.support=enabled", "consumer.isolation.level=read_committed");
    }

    /**
     * Copies a file through a topic to another file. The sink starts before the source.
     * @return rows per second from the first to the last row in the other file
     */
    public double copy(String name, Path file, long rows) throws IOException, InterruptedException {
        GrowingFile copy = copyOf(name);
        this.lab.createTopic(name, Lab.PARTITIONS);
        createSink(name + "-sink", name, copy);
        this.lab.awaitMembers("connect-" + name + "-sink");
        create(name + "-source", "FileStreamSourceConnector", "\"topic\":\"%s\",\"file\":\"%s\"".formatted(name, file));
        double rowsPerSecond = copy.rowsPerSecond(rows, Files.size(file));
        delete(name + "-source");
        delete(name + "-sink");
        return rowsPerSecond;
    }

    /**
     * Copies a topic that is filled to a file.
     * @param bytes length of the file when it has all rows
     * @return rows per second from the first to the last row in the file
     */
    public double sink(String name, String topic, long rows, long bytes) throws IOException {
        GrowingFile copy = copyOf(name);
        createSink(name, topic, copy);
        double rowsPerSecond = copy.rowsPerSecond(rows, bytes);
        delete(name);
        return rowsPerSecond;
    }

    private GrowingFile copyOf(String name) {
        return new GrowingFile(this.lab.directory().resolve(name + ".copy"));
    }

    private void createSink(String name, String topic, GrowingFile file) {
        create(name, "FileStreamSinkConnector", "\"topics\":\"%s\",\"file\":\"%s\"".formatted(topic, file.path()));
    }

    private void delete(String name) {
        change(name + " is deleted", () -> this.api.delete("/connectors/" + name));
    }

    /**
     * Repeats a request: a distributed worker refuses changes with 409 while it
     * rebalances.
     */
    private static void change(String what, Runnable request) {
        Waiting.until(what, START, POLL, () -> {
            request.run();
            return true;
        });
    }

    private void create(String name, String connector, String settings) {
        change(name + " is created", () -> this.api.post("/connectors",
                "{\"name\":\"%s\",\"config\":{\"connector.class\":\"org.apache.kafka.connect.file.%s\",\"tasks.max\":\"1\",%s}}"
                    .formatted(name, connector, settings),
                201));
        Awaitility.await(name + " runs")
            .atMost(START)
            .pollInterval(POLL)
            .ignoreExceptions()
            .until(() -> isRunning(this.api.get("/connectors/" + name + "/status")));
    }

    private static boolean isRunning(JsonNode status) {
        return status.path("tasks").path(0).path("state").asString("").equals("RUNNING");
    }

    @Override
    public void close() {
        this.worker.close();
    }

}
