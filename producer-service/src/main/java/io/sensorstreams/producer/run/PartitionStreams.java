package io.sensorstreams.producer.run;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

import io.sensorstreams.producer.definition.StreamDefinition;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.publish.Positions;
import io.sensorstreams.producer.publish.RowPublisher;
import io.sensorstreams.producer.publish.StreamStatus;
import io.sensorstreams.producer.row.RowFault;
import io.sensorstreams.producer.row.RowFaults;
import io.sensorstreams.producer.run.Progress.AcknowledgedCounts;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the streams of one partition of {@code sensor-streams}: one {@link StreamSlot}
 * for each, the order in which they send, and those that the next commit stores. Owned by
 * the thread of the partition's runner; {@link #find} and {@link #all} may be called from
 * any thread.
 */
public final class PartitionStreams {

    private static final Logger LOGGER = LoggerFactory.getLogger(PartitionStreams.class);

    private final int partition;

    private final RunnerContext context;

    /**
     * Positions of deleted streams that are not read back yet, by name. A new stream with
     * the same name must not reuse their runs.
     */
    private final Map<String, StreamStatus> deleted = new HashMap<>();

    private final Map<String, StreamSlot> slots = new ConcurrentHashMap<>();

    private final PriorityQueue<StreamSlot> turns = new PriorityQueue<>(
            (one, other) -> Long.signum(one.turn() - other.turn()));

    private final Set<StreamSlot> uncommitted = new LinkedHashSet<>();

    private final SlotOpener.Slots shared;

    private boolean ready;

    private long applied = StreamDefinition.NEW;

    /** The executor runs a command on the owner's thread. */
    PartitionStreams(int partition, RunnerContext context, RowPublisher publisher, Executor runner) {
        this.partition = partition;
        this.context = context;
        this.shared = new SlotOpener.Slots(new SlotOpener(context, publisher, runner), this.turns, this.uncommitted);
    }

    public Optional<SensorStream> find(String name) {
        return Optional.ofNullable(this.slots.get(name)).map(StreamSlot::stream);
    }

    public Stream<SensorStream> all() {
        return this.slots.values().stream().map(StreamSlot::stream);
    }

    boolean hasUncommitted() {
        return !this.uncommitted.isEmpty();
    }

    boolean wantToRun() {
        return all().anyMatch((stream) -> stream.state() == StreamState.RUNNING);
    }

    /**
     * When the next stream sends, in {@link System#nanoTime()}; empty when none is open.
     */
    Optional<Long> nextTurn() {
        return Optional.ofNullable(this.turns.peek()).map(StreamSlot::turn);
    }

    long applied() {
        return this.applied;
    }

    /**
     * The streams have no uncommitted rows.
     * @param newest offset of the newest of their definitions
     */
    void follow(List<String> names, long newest) {
        names.forEach(this::follow);
        this.applied = Math.max(this.applied, newest);
    }

    void follow(String name) {
        Optional<StreamDefinition> definition = this.context.definitions().find(name);
        StreamSlot slot = this.slots.get(name);
        if (definition.isEmpty()) {
            if (slot != null) {
                delete(slot);
            }
        }
        else if (slot == null) {
            slot = new StreamSlot(new SensorStream(definition.get(), status(name)), this.shared);
            this.slots.put(name, slot);
            run(slot);
        }
        else if (!definition.get().equals(slot.stream().definition())) {
            define(slot, definition.get());
            run(slot);
        }
    }

    /** Follows changes of clocks. The streams have no uncommitted rows. */
    void followClocks(Set<String> names) {
        if (this.ready) {
            this.slots.values()
                .stream()
                .filter((slot) -> FollowedClock.nameOf(slot.stream()).filter(names::contains).isPresent())
                .forEach(StreamSlot::followClock);
        }
    }

    private Optional<StreamStatus> status(String stream) {
        return Optional.ofNullable(this.deleted.get(stream)).or(() -> this.context.positions().status(stream));
    }

    private void delete(StreamSlot slot) {
        SensorStream stream = slot.stream();
        slot.delete();
        this.slots.remove(stream.name());
        this.deleted.entrySet()
            .removeIf((kept) -> this.context.positions()
                .find(kept.getKey())
                .equals(Optional.of(kept.getValue().position())));
        this.deleted.put(stream.name(), new StreamStatus(stream.committed(), null, null));
        LOGGER.atInfo().addKeyValue("stream", stream.name()).log("Stream deleted");
    }

    private static void define(StreamSlot slot, StreamDefinition definition) {
        SensorStream stream = slot.stream();
        slot.define(definition);
        LOGGER.atInfo()
            .addKeyValue("stream", stream.name())
            .addKeyValue("state", stream.state())
            .addKeyValue("row", stream.committed().row())
            .log("Stream changed");
    }

    private void run(StreamSlot slot) {
        if (this.ready) {
            slot.run();
        }
    }

    /** Throws a {@link KafkaException} when Kafka failed; the transaction is void. */
    void sendNext(long now) {
        this.turns.remove().send(now);
    }

    List<ProducerRecord<byte[], byte[]>> statuses() {
        Instant now = this.context.clock().instant();
        return this.uncommitted.stream().map((slot) -> Positions.record(slot.status(now), this.partition)).toList();
    }

    /** Marks all sent rows as acknowledged; called after the commit. */
    void acknowledge() {
        this.uncommitted
            .forEach((slot) -> slot.acknowledge().ifPresent((counts) -> acknowledged(slot.stream(), counts)));
        this.uncommitted.clear();
    }

    private void acknowledged(SensorStream stream, AcknowledgedCounts counts) {
        this.context.metrics().acknowledged(stream.definition().spec().topic(), counts);
        RowFaults first = counts.firstFaults();
        log(stream, "rejected", first.rejected());
        log(stream, "sent without a readable time", first.untimed());
        log(stream, "sent without a key", first.unkeyed());
        if (stream.state() == StreamState.COMPLETED) {
            LOGGER.atInfo()
                .addKeyValue("stream", stream.name())
                .addKeyValue("rows", stream.committed().rowsSent())
                .addKeyValue("rejected", stream.committed().rowsRejected())
                .log("Stream completed");
        }
    }

    private static void log(SensorStream stream, String what, @Nullable RowFault first) {
        if (first != null) {
            LOGGER.atWarn()
                .addKeyValue("stream", stream.name())
                .addKeyValue("file", stream.committed().file())
                .addKeyValue("line", first.line())
                .log("A row was {}, later ones are only counted: {}", what, first.reason());
        }
    }

    /** All positions are read, and no stream is open. */
    void readPositions() {
        this.deleted.clear();
        all().forEach((stream) -> stream.continueFrom(status(stream.name())));
    }

    /** Called when the publisher is open. */
    void begin() {
        this.ready = true;
        this.slots.forEach((name, slot) -> slot.begin(this.context.positions().status(name)));
        // A completed stream may have to send rows again.
        this.slots.values()
            .stream()
            .filter((slot) -> FollowedClock.nameOf(slot.stream()).isPresent())
            .forEach(StreamSlot::followClock);
    }

    /**
     * Closes all streams until {@link #begin}, after Kafka failed.
     * @param reason what the streams wait for
     * @return whether streams fail, because Kafka refuses rows permanently
     */
    boolean suspend(String reason) {
        this.ready = false;
        this.turns.clear();
        this.uncommitted.clear();
        boolean refused = false;
        for (StreamSlot slot : this.slots.values()) {
            refused |= slot.suspend(reason);
        }
        this.context.opener().forgetTopics();
        return refused;
    }

}
