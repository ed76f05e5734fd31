package io.sensorstreams.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.sensorstreams.bench.report.Report;
import io.sensorstreams.bench.system.Lab;
import io.sensorstreams.harness.Api;
import io.sensorstreams.harness.ChildProcess;
import io.sensorstreams.harness.Ports;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/**
 * Standalone worker of Kafka Connect with its file source and file sink. Lines of text
 * pass unchanged, without transcoding.
 */
public final class Connect implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(2);

    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private static final Duration POLL = Duration.ofMillis(20);

    private final Lab lab;

    private final ChildProcess worker;

    private final Api api;

    /** Starts the worker and waits until it is ready. */
    public Connect(Lab lab) throws IOException {
        this.lab = lab;
        int port = Ports.free(1);
        this.api = new Api(port);
        Path directory = Files.createDirectories(lab.directory().resolve("connect"));
        Path settings = Files.write(directory.resolve("worker.properties"),
                List.of("bootstrap.servers=" + lab.bootstrapServers(), "listeners=http://127.0.0.1:" + port,
                        "key.converter=org.apache.kafka.connect.storage.StringConverter",
                        "value.converter=org.apache.kafka.connect.storage.StringConverter",
                        "offset.storage.file.filename=" + directory.resolve("offsets")));
        this.worker = new ChildProcess(KafkaTools.java(Lab.kafkaJvm("-Xms256m", "-Xmx2g"),
                "org.apache.kafka.connect.cli.ConnectStandalone", List.of(settings.toString())), Map.of(),
                lab.directory().resolve("connect.log"))
            .killAtExit();
        Awaitility.await("Kafka Connect is up, see " + this.worker.log())
            .atMost(START)
            .ignoreExceptions()
            .until(() -> this.worker.isAlive() && this.api.get("/connectors").isArray());
    }

    /**
     * Copies a file through a topic to another file.
     * @return nanoseconds from the creation of the source until the other file is
     * complete; the sink has started before
     */
    public long copy(String name, Path file) throws IOException, InterruptedException {
        Path copy = this.lab.directory().resolve(name + ".copy");
        this.lab.createTopic(name, Lab.PARTITIONS);
        create(name + "-sink", "FileStreamSinkConnector", "\"topics\":\"%s\",\"file\":\"%s\"".formatted(name, copy));
        this.lab.awaitMembers("connect-" + name + "-sink");
        long size = Files.size(file);
        long begin = System.nanoTime();
        create(name + "-source", "FileStreamSourceConnector", "\"topic\":\"%s\",\"file\":\"%s\"".formatted(name, file));
        await(copy + " is complete", () -> Files.exists(copy) && Files.size(copy) >= size);
        long nanos = System.nanoTime() - begin;
        this.api.delete("/connectors/" + name + "-source");
        this.api.delete("/connectors/" + name + "-sink");
        Files.delete(copy);
        return nanos;
    }

    /**
     * Copies a topic that is filled to a file.
     * @param bytes length of the file when it has all rows
     * @return rows per second from the first to the last row in the file
     */
    public double sink(String name, String topic, long rows, long bytes) throws IOException {
        Path copy = this.lab.directory().resolve(name + ".copy");
        create(name, "FileStreamSinkConnector", "\"topics\":\"%s\",\"file\":\"%s\"".formatted(topic, copy));
        await(copy + " has rows", () -> Files.exists(copy) && Files.size(copy) > 0);
        long begin = System.nanoTime();
        long first = Files.size(copy);
        await(copy + " is complete", () -> Files.size(copy) >= bytes);
        long nanos = System.nanoTime() - begin;
        this.api.delete("/connectors/" + name);
        Files.delete(copy);
        return Report.perSecond(rows * (bytes - first) / bytes, nanos);
    }

    private static void await(String what, Callable<Boolean> reached) {
        Awaitility.await(what).atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(POLL).until(reached);
    }

    private void create(String name, String connector, String settings) {
        this.api.post("/connectors",
                "{\"name\":\"%s\",\"config\":{\"connector.class\":\"org.apache.kafka.connect.file.%s\",\"tasks.max\":\"1\",%s}}"
                    .formatted(name, connector, settings),
                201);
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
