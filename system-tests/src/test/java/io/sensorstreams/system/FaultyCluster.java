package io.sensorstreams.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.sensorstreams.harness.Api;
import io.sensorstreams.harness.BrokerProcess;
import io.sensorstreams.harness.PackagedService;
import io.sensorstreams.harness.Ports;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Cluster under test: three brokers, two producers and two consumers, each in a separate
 * process. Each consumer has a separate disk. The disk of the first consumer is a small
 * file system that can be filled up.
 */
final class FaultyCluster implements AutoCloseable {

    private static final int BROKERS = 3;

    private static final int REPLICAS = 2;

    private static final int PARTITIONS = 4;

    private final Path directory;

    private final int partitions;

    private final Map<String, Integer> jmxPorts = new HashMap<>();

    private final String topics;

    private final SmallDisk smallDisk;

    private final Output output;

    private final @Nullable FaultyStore store;

    private final List<BrokerProcess> brokers;

    private final String bootstrapServers;

    private final List<PackagedService> producers = new ArrayList<>();

    private final List<PackagedService> consumers = new ArrayList<>();

    /**
     * Starts all processes with four partitions for each topic, and waits until they are
     * ready.
     */
    FaultyCluster(Path directory, List<String> topics, int smallDiskMegabytes) {
        this(directory, topics, smallDiskMegabytes, PARTITIONS, Output.DEFAULT);
    }

    /**
     * Starts all processes and waits until they are ready.
     * @param partitions number of partitions of each topic
     * @param output where the consumers write
     */
    FaultyCluster(Path directory, List<String> topics, int smallDiskMegabytes, int partitions, Output output) {
        this.directory = directory;
        this.partitions = partitions;
        this.output = output;
        this.topics = String.join(",", topics);
        try {
            Files.createDirectories(data());
            this.smallDisk = new SmallDisk(output(0), smallDiskMegabytes, directory.resolve("disk.log"));
            this.store = (output.store() == Output.Store.S3) ? new FaultyStore(REPLICAS) : null;
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int port = Ports.free(2 * BROKERS);
        this.bootstrapServers = String.join(",",
                IntStream.range(port, port + BROKERS).mapToObj((broker) -> "127.0.0.1:" + broker).toList());
        this.brokers = IntStream.rangeClosed(1, BROKERS)
            .mapToObj((node) -> new BrokerProcess(node, BROKERS, port, directory))
            .toList();
        this.brokers.forEach(BrokerProcess::awaitReady);
        IntStream.range(0, REPLICAS).forEach(this::launch);
        this.producers.forEach(PackagedService::awaitReady);
        this.consumers.forEach(PackagedService::awaitReady);
    }

    private void launch(int replica) {
        this.producers
            .add(service("producer-service", List.of(), replica, Map.of("SENSOR_DATA_DIR", data().toString())));
        List<String> prefix = (replica == 0) ? this.smallDisk.prefix() : List.of();
        Map<String, String> settings = new HashMap<>(this.output.settings());
        settings.putAll(Map.of("SENSOR_OUTPUT_DIR", output(replica).toString(), "SENSOR_TOPICS", this.topics,
                "SENSOR_DISK_MIN_FREE", "1MB"));
        if (this.store != null) {
            settings.putAll(this.store.settings(replica));
        }
        this.consumers.add(service("consumer-service", prefix, replica, settings));
    }

    private PackagedService service(String name, List<String> prefix, int replica, Map<String, String> settings) {
        String instance = name + "-" + replica;
        int jmxPort = Ports.free(1);
        this.jmxPorts.put(instance, jmxPort);
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", this.bootstrapServers);
        environment.put("SENSOR_INSTANCE", instance);
        environment.put("SENSOR_PARTITIONS", String.valueOf(this.partitions));
        environment.put("JDK_JAVA_OPTIONS", StuckThreads.options(jmxPort));
        return PackagedService.launch(name, prefix, this.directory.resolve(instance + ".log"), environment);
    }

    Path data() {
        return this.directory.resolve("data");
    }

    private Path output(int replica) {
        return this.directory.resolve("output-" + replica);
    }

    /** Returns the output directories of all consumers, as visible to this process. */
    List<Path> disks() {
        return List.of(this.smallDisk.fromOutside(), output(1));
    }

    /**
     * Returns the object store of the output files; {@code null} when they are on disks.
     */
    @Nullable FaultyStore store() {
        return this.store;
    }

    /** Returns a reader of the output files of all consumers. */
    CommittedRows reader() {
        return new CommittedRows(disks(), this.store);
    }

    /** Returns the number of partitions of each topic. */
    int partitions() {
        return this.partitions;
    }

    SmallDisk smallDisk() {
        return this.smallDisk;
    }

    List<BrokerProcess> brokers() {
        return this.brokers;
    }

    List<PackagedService> producers() {
        return this.producers;
    }

    List<PackagedService> consumers() {
        return this.consumers;
    }

    String bootstrapServers() {
        return this.bootstrapServers;
    }

    /** Returns the search for rows that are committed in Kafka more than once. */
    Duplicates duplicates() {
        Path kafka = this.directory.resolve("kafka");
        return new Duplicates(this.bootstrapServers,
                IntStream.rangeClosed(1, BROKERS).mapToObj((node) -> kafka.resolve("node-" + node)).toList());
    }

    /** Watches the threads of all services until the result is closed. */
    StuckThreads watchThreads() {
        return new StuckThreads(this.jmxPorts, this.directory.resolve("stuck-threads.txt"));
    }

    /**
     * Creates and starts a stream of the file with the name of the topic.
     * @param pace such as {@code {"type":"unlimited"}}
     */
    void stream(String topic, String pace) {
        String name = stream(topic);
        Api api = this.producers.get(0).api();
        api.post("/api/streams", """
                {"name":"%s","topic":"%s","source":{"type":"csv","file":"%s.csv"},"partitioning":"row","pace":%s}
                """.formatted(name, topic, topic, pace), 201);
        api.post("/api/streams/" + name + "/start", "", 200);
    }

    /** Sets the pace of a topic's stream to unlimited. */
    void hurry(String topic) {
        Api api = this.producers.get(0).api();
        Awaitility.await(topic + " hurries")
            .atMost(Duration.ofMinutes(1))
            .ignoreExceptions()
            .untilAsserted(() -> api.patch("/api/streams/" + stream(topic) + "/pace", "{\"type\":\"unlimited\"}"));
    }

    private static String stream(String topic) {
        return topic.toLowerCase(Locale.ROOT);
    }

    /**
     * Returns all streams as a producer reports them; empty while no producer answers.
     */
    List<JsonNode> streams() {
        return list(this.producers, "/api/streams");
    }

    /**
     * Returns all committed entries of the ledger, of every owner; empty while no
     * consumer answers.
     */
    List<JsonNode> ledger() {
        return list(this.consumers, "/api/files");
    }

    /** Returns the number of rows of all files in the ledger. */
    long committedRows() {
        return rows(ledger().stream());
    }

    /** Returns the number of rows of a topic's files in the ledger. */
    long committedRows(String topic) {
        return rows(ledger().stream().filter((file) -> file.path("topic").asString().equals(topic)));
    }

    /**
     * Returns the number of unprocessed records of all partitions. A partition counts as
     * one record when its owner does not report a lag, or no replica lists it. When two
     * replicas report a partition as their own, the larger lag counts.
     */
    long lag() {
        Map<String, Long> known = new HashMap<>();
        for (PackagedService consumer : this.consumers) {
            consumer.api()
                .get("/api/partitions")
                .valueStream()
                .filter((row) -> row.hasNonNull("lag"))
                .forEach((row) -> known.merge(row.path("topic").asString() + "-" + row.path("partition").asInt(),
                        row.path("lag").asLong(), Math::max));
        }
        int expected = this.topics.split(",").length * this.partitions;
        return known.values().stream().mapToLong(Long::longValue).sum() + Math.max(0, expected - known.size());
    }

    private static long rows(Stream<JsonNode> files) {
        return files.mapToLong((file) -> file.path("rows").asLong()).sum();
    }

    private static List<JsonNode> list(List<PackagedService> replicas, String path) {
        for (PackagedService replica : replicas) {
            try {
                return replica.api().get(path).valueStream().toList();
            }
            catch (IllegalStateException | AssertionError e) {
                // The replica is stopped or frozen. Another replica returns the same
                // answer.
            }
        }
        return List.of();
    }

    @Override
    public void close() {
        this.producers.forEach(PackagedService::close);
        this.consumers.forEach(PackagedService::close);
        this.brokers.forEach(BrokerProcess::close);
        this.smallDisk.close();
        if (this.store != null) {
            this.store.close();
        }
    }

}
