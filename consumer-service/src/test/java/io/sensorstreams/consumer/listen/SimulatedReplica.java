package io.sensorstreams.consumer.listen;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.sensorstreams.consumer.directory.RecoveryException;
import io.sensorstreams.consumer.disk.Crash;
import io.sensorstreams.consumer.disk.SimulatedClock;
import io.sensorstreams.consumer.disk.SimulatedDisk;
import io.sensorstreams.consumer.disk.SimulatedFileSystem;
import io.sensorstreams.consumer.format.OutputFormat;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.standing.StartingPoint;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * A replica of the service with one partition. It calls a real {@link AssignedPartition}
 * as {@link Assignment} does, one call at a time.
 */
final class SimulatedReplica {

    /** Directory of the partition on each disk. */
    static final Path DIRECTORY = Path.of("/AIR/partition=0");

    private final String name;

    private final SimulatedDisk disk;

    private final SimulatedKafka kafka;

    private final SimulatedClock clock;

    private @Nullable SimulatedFileSystem process;

    private @Nullable AssignedPartition partition;

    private int generation;

    /** Position of the consumer. */
    private long position;

    private boolean waiting;

    private Runnable duringNextRecovery = () -> {
    };

    SimulatedReplica(String name, SimulatedDisk disk, SimulatedKafka kafka, SimulatedClock clock) {
        this.name = name;
        this.disk = disk;
        this.kafka = kafka;
        this.clock = clock;
    }

    SimulatedDisk disk() {
        return this.disk;
    }

    boolean isReady() {
        return this.partition != null && this.partition.isReady();
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
            this.process = this.disk.mount();
        }
        if (this.partition == null) {
            Sink sink = new Sink("AIR", SimulatedKafka.TOPIC, this.process.getPath("/"), OutputFormat.CSV::create);
            this.partition = new AssignedPartition(sink, 0, SimulatedContext.of(this.name, sink, this.clock));
        }
        if (!isReady()) {
            recover();
        }
    }

    private void recover() {
        AssignedPartition current = this.partition;
        attempt(() -> {
            int before = this.disk.unforced(DIRECTORY);
            current.recover(this::startingPoint);
            if (this.disk.unforced(DIRECTORY) > before) {
                throw new AssertionError("A power cut may undo the recovery of replica " + this.name);
            }
            this.position = current.position();
        });
    }

    private StartingPoint startingPoint() {
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

    /** Runs one iteration of the consumer's loop. */
    void poll(int max) {
        AssignedPartition current = this.partition;
        if (current.isRecoveryDue()) {
            recover();
        }
        if (current.isReady()) {
            List<ConsumerRecord<byte[], byte[]>> records = this.kafka.rows().poll(this.position, max);
            if (!records.isEmpty()) {
                this.position = this.kafka.rows().positionAfter(records.get(records.size() - 1).offset());
                attempt(() -> current.write(records));
            }
        }
        if (current.isReady()) {
            attempt(() -> current.advance(this.position));
        }
    }

    void commit() {
        AssignedPartition current = this.partition;
        if (!current.isChanged()) {
            return;
        }
        FlushedPartitions flushed = new FlushedPartitions();
        attempt(() -> flushed.add(current, current.flush()));
        for (AssignedPartition changed : flushed.all()) {
            attempt(() -> changed
                .checkTopic(CompletableFuture.completedFuture(Map.of(SimulatedKafka.TOPIC, SimulatedKafka.TOPIC_ID))));
        }
        flushed.retainReady();
        if (!flushed.isEmpty()) {
            try {
                this.kafka.commit(flushed.toCommit(), this.generation);
            }
            catch (KafkaException e) {
                fail(e, () -> current.closeInDoubt(e));
                return;
            }
            flushed.all().forEach(AssignedPartition::committed);
        }
    }

    /** Revokes the partition in order. */
    void leave() {
        commit();
        letGo();
    }

    /** Reports the partition as lost to another replica. */
    void lose() {
        attempt(this.partition::cutBack);
        letGo();
    }

    private void letGo() {
        if (this.partition.isInDoubt()) {
            recover();
        }
        attempt(this.partition::close);
        this.partition = null;
    }

    boolean hasPartition() {
        return this.partition != null;
    }

    /** Ends the process at any point, if it runs. */
    void die() {
        if (this.partition != null) {
            attempt(this.partition::close);
        }
        this.partition = null;
        this.waiting = false;
        if (this.process != null) {
            this.process.close();
        }
        this.process = null;
    }

    private interface FileWork {

        void run() throws IOException;

    }

    private void attempt(FileWork work) {
        try {
            work.run();
        }
        catch (RecoveryException e) {
            throw new AssertionError("Replica " + this.name + " cannot recover: " + e.getMessage(), e);
        }
        catch (IOException | KafkaException e) {
            fail(e, this.partition::cutBack);
        }
    }

    private void fail(Exception failure, FileWork ending) {
        this.partition.fail(failure, failure.toString());
        try {
            ending.run();
        }
        catch (IOException e) {
            // The files stay as they are until the recovery.
        }
    }

    @Override
    public String toString() {
        return this.name;
    }

}
