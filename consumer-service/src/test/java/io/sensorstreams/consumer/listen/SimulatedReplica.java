package io.sensorstreams.consumer.listen;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.commit.Commit;
import io.sensorstreams.consumer.disk.Crash;
import io.sensorstreams.consumer.disk.SimulatedClock;
import io.sensorstreams.consumer.disk.SimulatedDisk;
import io.sensorstreams.consumer.disk.SimulatedFileSystem;
import io.sensorstreams.consumer.sink.PartitionKey;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.standing.StartingPoint;
import io.sensorstreams.consumer.status.PartitionState;
import io.sensorstreams.consumer.store.ObjectStores;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A replica of the service with one partition. Calls a real {@link ConsumerLoop} as
 * {@link ConsumerLoops} does, and answers it as Kafka does.
 */
final class SimulatedReplica implements GroupState {

    /** Directory of the partition on each disk. */
    static final Path DIRECTORY = Path.of("/AIR/partition=0");

    private static final TopicPartition PARTITION = new TopicPartition(SimulatedKafka.TOPIC, 0);

    private static final PartitionKey KEY = new PartitionKey("AIR", SimulatedKafka.TOPIC, 0);

    private final String name;

    private final SimulatedWorld world;

    private final SimulatedKafka kafka;

    private final SimulatedClock clock;

    private SimulatedDisk disk;

    private final Map<String, String> settings;

    private @Nullable SimulatedFileSystem process;

    private @Nullable MockConsumer<byte[], byte[]> consumer;

    private @Nullable ObjectStores stores;

    private @Nullable SinkContext context;

    private @Nullable ConsumerLoop loop;

    private int generation;

    private boolean waiting;

    /** Whether records were received since the last attempt to commit. */
    private boolean uncommitted;

    /** Changes that a power failure may undo, at the start of the last recovery. */
    private int unforced;

    private Runnable duringNextRecovery = () -> {
    };

    SimulatedReplica(String name, SimulatedDisk disk, SimulatedWorld world, Map<String, String> settings) {
        this.name = name;
        this.disk = disk;
        this.world = world;
        this.kafka = world.kafka();
        this.clock = world.clock();
        this.settings = settings;
    }

    SimulatedDisk disk() {
        return this.disk;
    }

    /** Continues with another disk. The process must have ended. */
    void moveTo(SimulatedDisk empty) {
        this.disk = empty;
    }

    boolean hasPartition() {
        return this.consumer != null && !this.consumer.assignment().isEmpty();
    }

    boolean isReady() {
        return hasPartition() && state() == PartitionState.RUNNING;
    }

    /** State that the replica shows; it shows none of a partition that it has left. */
    private @Nullable PartitionState state() {
        return this.context.statuses().get(KEY).map((snapshot) -> snapshot.state()).orElse(null);
    }

    /** Why the partition is paused; empty when it is not. */
    String reason() {
        SinkContext shown = this.context;
        return (shown != null) ? shown.statuses().get(KEY).map((snapshot) -> snapshot.reason()).orElse("") : "";
    }

    /** Whether it waits for Kafka during its recovery. */
    boolean isWaiting() {
        return this.waiting;
    }

    /** Action to run while this process waits for Kafka in its next recovery. */
    void duringNextRecovery(Runnable event) {
        this.duringNextRecovery = event;
    }

    /** Assigns the partition; starts the replica if it does not run. */
    void join() {
        this.generation = this.kafka.join();
        if (this.process == null) {
            start();
        }
        if (!hasPartition()) {
            this.consumer.assign(Set.of(PARTITION));
            // Kafka's consumer forgets the pause of a partition that it has left.
            this.consumer.resume(Set.of(PARTITION));
            call(() -> this.loop.assigned(Set.of(PARTITION)));
        }
        else if (!isReady()) {
            this.clock.advance(CrashRun.PATIENCE);
            call(() -> this.loop.idle(false));
        }
    }

    private void start() {
        this.process = this.disk.mount();
        this.uncommitted = false;
        this.consumer = new MockConsumer<>("earliest");
        this.consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        this.consumer.updateEndOffsets(Map.of(PARTITION, this.kafka.rows().end()));
        Sink sink = new Sink(KEY.group(), KEY.topic(), this.process.getPath("/"), this.kafka.format(),
                this.world.address());
        this.stores = this.world.connect();
        this.context = SimulatedContext.of(this.name, sink, this.clock, this.settings, this.stores);
        this.loop = new ConsumerLoop(KEY.group(), this.consumer, this.context, this, SimulatedContext.MEMBERSHIP,
                () -> {
                });
    }

    /** Runs one iteration of the consumer's loop. */
    void poll(int max) {
        List<ConsumerRecord<byte[], byte[]>> records = this.consumer.paused().isEmpty()
                ? this.kafka.rows().poll(this.consumer.position(PARTITION), max) : List.of();
        if (records.isEmpty()) {
            call(() -> this.loop.idle(false));
        }
        else {
            long last = records.get(records.size() - 1).offset();
            this.consumer.seek(PARTITION, this.kafka.rows().positionAfter(last));
            this.uncommitted = true;
            call(() -> this.loop.received(new ConsumerRecords<>(Map.of(PARTITION, records), Map.of())));
        }
    }

    /** Polls nothing at a time when a commit of received records is due, but no retry. */
    void commit() {
        if (this.uncommitted) {
            this.clock.advance(this.kafka.isWhole() ? this.context.properties().roll().age()
                    : this.context.properties().flush().pause());
        }
        call(() -> this.loop.idle(false));
    }

    boolean isUncommitted() {
        return this.uncommitted;
    }

    /** Revokes the partition in order. */
    void leave() {
        call(() -> this.loop.revoked(Set.of(PARTITION)));
        this.consumer.assign(Set.of());
    }

    /** Reports the partition as lost to another replica. */
    void lose() {
        call(() -> this.loop.lost(Set.of(PARTITION)));
        this.consumer.assign(Set.of());
    }

    private void call(Runnable callback) {
        this.unforced = Integer.MAX_VALUE;
        callback.run();
        String error = this.world.errors().take();
        if (!error.isEmpty()) {
            throw new AssertionError("Replica " + this.name + " cannot recover: " + error);
        }
        if (state() != PartitionState.PAUSED && this.disk.unforced(DIRECTORY) > this.unforced) {
            throw new AssertionError("A power cut may undo the recovery of replica " + this.name);
        }
    }

    /** Ends the process at any point, if it runs. */
    void die() {
        this.waiting = false;
        if (this.process != null) {
            this.loop.failed(new IllegalStateException("The process has ended"));
            this.process.close();
            this.stores.close();
        }
        this.process = null;
        this.consumer = null;
    }

    @Override
    public void open() {
        this.unforced = this.disk.unforced(DIRECTORY);
        this.uncommitted = false;
    }

    @Override
    public StartingPoint find(PartitionKey partition) {
        StartingPoint start = this.kafka.startingPoint();
        SimulatedFileSystem before = this.process;
        Runnable event = this.duringNextRecovery;
        this.duringNextRecovery = () -> {
        };
        this.waiting = true;
        event.run();
        this.waiting = false;
        if (this.process != before) {
            throw new Crash("the question where the partition stands");
        }
        return start;
    }

    @Override
    public List<LedgerEntry> known(PartitionKey partition) {
        return this.kafka.files();
    }

    @Override
    public CompletableFuture<Map<String, String>> topicIds() {
        return CompletableFuture.completedFuture(Map.of(SimulatedKafka.TOPIC, SimulatedKafka.TOPIC_ID));
    }

    @Override
    public void commit(Commit commit) {
        this.uncommitted = false;
        this.kafka.commit(commit, this.generation);
    }

    @Override
    public void close() {
    }

    @Override
    public String toString() {
        return this.name;
    }

}
