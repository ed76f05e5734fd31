package io.sensorstreams.bench.system;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.sensorstreams.harness.BrokerProcess;
import io.sensorstreams.harness.Java;
import io.sensorstreams.harness.Ports;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/**
 * Environment of the benchmarks: a directory and a new broker. The broker is a separate
 * process with the heap and the collector of Kafka's start script.
 */
public final class Lab implements AutoCloseable {

    /** Partitions of all topics, the default of the services. */
    public static final int PARTITIONS = 4;

    private static final List<String> KAFKA_JVM = List.of("-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20",
            "-XX:InitiatingHeapOccupancyPercent=35", "-XX:+ExplicitGCInvokesConcurrent");

    private final Path directory;

    private final PrintStream out;

    private final BrokerProcess broker;

    private final String bootstrapServers;

    private final Admin admin;

    /** Starts the broker in an empty directory and waits for it. */
    public Lab(Path directory, PrintStream out) {
        this.directory = directory;
        this.out = out;
        int port = Ports.free(2);
        this.bootstrapServers = "127.0.0.1:" + port;
        this.broker = new BrokerProcess(1, 1, port, directory, kafkaJvm("-Xms1g", "-Xmx1g"));
        this.broker.awaitReady();
        this.admin = Admin.create(Map.of("bootstrap.servers", this.bootstrapServers));
    }

    /** Returns the Java options of Kafka's start scripts, with another heap. */
    public static List<String> kafkaJvm(String... heap) {
        return Stream.concat(Stream.of(heap), KAFKA_JVM.stream()).toList();
    }

    public Path directory() {
        return this.directory;
    }

    public PrintStream out() {
        return this.out;
    }

    public String bootstrapServers() {
        return this.bootstrapServers;
    }

    public SampleRows sampleRows() throws IOException {
        return new SampleRows(Java.TOP.resolve("samples/AIR2401.csv"));
    }

    public void createTopic(String topic, int partitions) throws InterruptedException {
        await(this.admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty()))).all());
    }

    public void deleteTopic(String topic) throws InterruptedException {
        await(this.admin.deleteTopics(List.of(topic)).all());
    }

    /**
     * Returns the sum of the offsets after the last committed record of each partition.
     */
    long committedOffsets(String topic, int partitions) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, partitions)
            .boxed()
            .collect(Collectors.toMap((partition) -> new TopicPartition(topic, partition),
                    (partition) -> OffsetSpec.latest()));
        return this.admin.listOffsets(ends, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
            .all()
            .get()
            .values()
            .stream()
            .mapToLong(ListOffsetsResultInfo::offset)
            .sum();
    }

    /** Returns the sum of the offsets that a group has committed. */
    long groupOffsets(String group) throws ExecutionException, InterruptedException {
        return this.admin.listConsumerGroupOffsets(group)
            .partitionsToOffsetAndMetadata()
            .get()
            .values()
            .stream()
            .filter(Objects::nonNull)
            .mapToLong(OffsetAndMetadata::offset)
            .sum();
    }

    /** Waits until the members of a group have partitions. */
    public void awaitMembers(String group) {
        Awaitility.await("members of " + group)
            .atMost(Duration.ofMinutes(1))
            .pollInterval(Duration.ofMillis(50))
            .ignoreExceptions()
            .until(() -> this.admin.describeConsumerGroups(List.of(group))
                .all()
                .get()
                .values()
                .stream()
                .allMatch((found) -> found.groupState() == GroupState.STABLE));
    }

    private static void await(KafkaFuture<Void> done) throws InterruptedException {
        try {
            done.get();
        }
        catch (ExecutionException e) {
            throw new IllegalStateException("The broker rejected the request: " + e.getCause(), e);
        }
    }

    @Override
    public void close() {
        this.admin.close(Duration.ZERO);
        this.broker.close();
    }

}
