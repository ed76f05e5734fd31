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
import tools.jackson.databind.JsonNode;

/**
 * What the faults are thrown at: three brokers, two producers and two consumers, each a
 * process. Each consumer has a disk of its own; the first one's is small and real, so
 * that it can be filled up.
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

    private final List<BrokerProcess> brokers;

    private final String bootstrapServers;

    private final List<PackagedService> producers = new ArrayList<>();

    private final List<PackagedService> consumers = new ArrayList<>();

    /** Starts everything, with four partitions a topic, and waits until it is ready. */
    FaultyCluster(Path directory, List<String> topics, int smallDiskMegabytes) {
        this(directory, topics, smallDiskMegabytes, PARTITIONS);
    }

    /**
     * Starts everything and waits until it is ready.
     * @param partitions of each topic
     */
    FaultyCluster(Path directory, List<String> topics, int smallDiskMegabytes, int partitions) {
        this.directory = directory;
        this.partitions = partitions;
        this.topics = String.join(",", topics);
        try {
            Files.createDirectories(data());
            this.smallDisk = new SmallDisk(output(0), smallDiskMegabytes, directory.resolve("disk.log"));
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
        this.consumers.add(service("consumer-service", prefix, replica, Map.of("SENSOR_OUTPUT_DIR",
                output(replica).toString(), "SENSOR_TOPICS", this.topics, "SENSOR_DISK_MIN_FREE", "1MB")));
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

    /** Output directories of all consumers, as this process sees them. */
    List<Path> disks() {
        return List.of(this.smallDisk.fromOutside(), output(1));
    }

    /** Partitions of each topic. */
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

    /** Watches the threads of all services until it is closed. */
    StuckThreads watchThreads() {
        return new StuckThreads(this.jmxPorts, this.directory.resolve("stuck-threads.txt"));
    }

    /**
     * Makes a stream of a file that is named after its topic, and starts it.
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

    /** Lets the stream of a topic send the rest as fast as it can. */
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

    /** What a producer tells of all streams; none while no producer answers. */
    List<JsonNode> streams() {
        return list(this.producers, "/api/streams");
    }

    /** The ledger: what is committed, whoever has it; empty while no consumer answers. */
    List<JsonNode> ledger() {
        return list(this.consumers, "/api/files");
    }

    /** Rows of all files in the ledger. */
    long committedRows() {
        return rows(ledger().stream());
    }

    /** Rows of a topic's files in the ledger. */
    long committedRows(String topic) {
        return rows(ledger().stream().filter((file) -> file.path("topic").asString().equals(topic)));
    }

    /**
     * Records that are not handled yet, of all partitions. A partition whose lag no
     * replica that owns it knows counts as one, also while no replica lists it. When two
     * replicas show a partition as their own, the larger lag counts.
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
                // It is down or frozen; another replica tells the same.
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
    }

}
