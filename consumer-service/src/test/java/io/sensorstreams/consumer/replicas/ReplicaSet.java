package io.sensorstreams.consumer.replicas;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.listen.ConsumerService;
import io.sensorstreams.consumer.listen.ServiceFixture;
import io.sensorstreams.consumer.listen.TestTopic;
import io.sensorstreams.consumer.status.PartitionOverview;
import io.sensorstreams.consumer.status.PartitionState;

import static org.awaitility.Awaitility.await;

/** Replicas that share a topic of four partitions, each with its own disk. */
final class ReplicaSet implements AutoCloseable {

    static final int PARTITIONS = 4;

    private final Path root;

    private final TestTopic topic;

    private final List<ConsumerService> running = new ArrayList<>();

    private int sent;

    ReplicaSet(Path root) throws Exception {
        this.root = root;
        this.topic = new TestTopic(PARTITIONS);
    }

    /** Name of the topic and of its group. */
    String topic() {
        return this.topic.name();
    }

    /** Name of a replica, which no other test uses. */
    String instance(String name) {
        return this.topic.name() + "-" + name;
    }

    Path disk(String name) {
        return this.root.resolve(name);
    }

    ConsumerService start(String name, String... settings) {
        String[] all = Stream
            .concat(Stream.of("sensor.topics=" + topic(), "sensor.instance=" + instance(name)), Stream.of(settings))
            .toArray(String[]::new);
        ConsumerService service = ConsumerService.start(disk(name), all);
        this.running.add(service);
        return service;
    }

    void stop(ConsumerService service) {
        service.close();
        this.running.remove(service);
    }

    /** Waits until partitions are shared, and each replica knows all and itself. */
    void awaitShared() {
        await().atMost(ServiceFixture.SOON)
            .until(() -> this.running.stream()
                .allMatch((service) -> owned(service) == PARTITIONS / this.running.size()
                        && this.running.stream().allMatch((other) -> isKnown(service, other))));
    }

    private boolean isKnown(ConsumerService service, ConsumerService other) {
        return service.bean(Replicas.class)
            .all()
            .stream()
            .anyMatch((replica) -> replica.instance().startsWith(topic()) && replica.stoppedAt() == null
                    && replica.url().endsWith(":" + other.port()));
    }

    /**
     * Stops a replica, and waits until another one knows that. The record of a replica
     * that stops has a time limit, so the other one writes it again.
     */
    void stop(ConsumerService service, String name, ConsumerService other) {
        stop(service);
        Replicas known = other.bean(Replicas.class);
        other.bean(ReplicaRecords.class)
            .write(ReplicaTopic.record(known.find(instance(name)).orElseThrow().stopped(Instant.now())));
        await().atMost(ServiceFixture.SOON)
            .until(() -> known.find(instance(name)).filter((replica) -> replica.stoppedAt() != null).isPresent());
    }

    /** Gives a replica another address, and waits until one replica knows that. */
    void move(ConsumerService service, String name, String url) {
        service.bean(ReplicaRecords.class)
            .write(ReplicaTopic.record(new Replica(instance(name), url, List.of(topic()), Instant.now(), null)));
        await().atMost(ServiceFixture.SOON)
            .until(() -> service.bean(Replicas.class)
                .find(instance(name))
                .filter((known) -> known.url().equals(url))
                .isPresent());
    }

    private static long owned(ConsumerService service) {
        Set<PartitionState> notHere = Set.of(PartitionState.ELSEWHERE, PartitionState.STOPPED,
                PartitionState.RECOVERING);
        return service.bean(PartitionOverview.class)
            .all()
            .stream()
            .filter((view) -> !notHere.contains(view.state()))
            .count();
    }

    /** Sends rows to each partition, and waits until they are committed. */
    void send(int rows) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            this.topic.sendNumbers(partition, this.sent, this.sent + rows);
        }
        this.sent += rows;
        await().atMost(ServiceFixture.SOON).until(() -> this.topic.lag(topic()) == 0);
    }

    int rowsOfPartition() {
        return this.sent;
    }

    /**
     * Files of the topic, when the ledgers of all replicas have all rows: each replica
     * reads its ledger on a thread of its own, and answers only for files that it knows.
     */
    List<LedgerEntry> files() {
        return this.running.stream().map(this::files).toList().get(0);
    }

    /** Files of the group that a replica knows now. */
    List<LedgerEntry> filesOf(ConsumerService service) {
        return service.bean(Ledger.class).files().stream().filter((file) -> file.group().equals(topic())).toList();
    }

    private List<LedgerEntry> files(ConsumerService service) {
        return await().atMost(ServiceFixture.SOON)
            .until(() -> filesOf(service),
                    (files) -> files.stream().mapToLong(LedgerEntry::rows).sum() == (long) PARTITIONS * this.sent);
    }

    @Override
    public void close() {
        List.copyOf(this.running).forEach(this::stop);
        this.topic.close();
    }

}
