package io.sensorstreams.producer.run;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import io.sensorstreams.producer.publish.StreamStatus;

/**
 * Holds the streams with uncommitted rows, and those whose status must be stored. Owned
 * by the thread of their runner.
 */
final class Uncommitted {

    private final Set<SensorStream> streams = new LinkedHashSet<>();

    /**
     * Streams whose status must be stored, although they may have no uncommitted rows.
     */
    private final Set<SensorStream> told = new LinkedHashSet<>();

    /**
     * Streams that fail once the rows sent before the failure are acknowledged, with the
     * reasons.
     */
    private final Map<SensorStream, String> failing = new HashMap<>();

    boolean isEmpty() {
        return this.streams.isEmpty() && this.told.isEmpty();
    }

    void add(SensorStream stream) {
        this.streams.add(stream);
    }

    /** Stores the status of the stream with the next transaction. */
    void tell(SensorStream stream) {
        this.told.add(stream);
    }

    /** Cancels storing the status of a deleted stream. */
    void remove(SensorStream stream) {
        this.told.remove(stream);
    }

    /** Fails the stream as soon as it has no uncommitted rows. */
    void fail(SensorStream stream, String reason) {
        if (this.streams.contains(stream)) {
            this.failing.put(stream, reason);
        }
        else {
            stream.failed(reason);
            tell(stream);
        }
    }

    /** The statuses of the streams after the commit. */
    List<StreamStatus> statuses(Instant now) {
        Stream<StreamStatus> sent = this.streams.stream()
            .map((stream) -> new StreamStatus(stream.progress().toStored(),
                    stream.report(now, this.failing.get(stream))));
        Stream<StreamStatus> others = this.told.stream()
            .filter((stream) -> !this.streams.contains(stream))
            .map((stream) -> new StreamStatus(stream.committed(), stream.report(now, null)));
        return Stream.concat(sent, others).toList();
    }

    /**
     * Marks all rows as acknowledged; called after the commit.
     * @param observer receives the acknowledged counts of each stream
     */
    void acknowledge(BiConsumer<SensorStream, AcknowledgedCounts> observer) {
        this.streams.forEach((stream) -> observer.accept(stream, stream.acknowledge()));
        this.failing.forEach(SensorStream::failed);
        clear();
    }

    /** Drops all streams; called when the transaction is void. */
    void clear() {
        this.streams.clear();
        this.told.clear();
        this.failing.clear();
    }

}
