package io.sensorstreams.producer.run;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import io.sensorstreams.producer.publish.StreamStatus;
import io.sensorstreams.producer.run.Progress.AcknowledgedCounts;
import org.jspecify.annotations.Nullable;

/**
 * What the next commit stores of a stream. Owned by the thread of the partition's runner.
 */
final class SlotCommit {

    private final StreamSlot slot;

    private final SensorStream stream;

    private final Set<StreamSlot> uncommitted;

    /** Whether rows may have been read since the last commit. */
    private boolean read;

    /** Why the stream fails after the next commit, or null. */
    private @Nullable String failing;

    SlotCommit(StreamSlot slot, SensorStream stream, Set<StreamSlot> uncommitted) {
        this.slot = slot;
        this.stream = stream;
        this.uncommitted = uncommitted;
    }

    /** Lets the next commit store the status of the stream. */
    void store() {
        this.uncommitted.add(this.slot);
    }

    /** Lets the next commit store how far the stream has read. */
    void storeRows() {
        this.read = true;
        store();
    }

    /** Stores nothing of the stream, which has no uncommitted rows. */
    void remove() {
        this.uncommitted.remove(this.slot);
    }

    /** Fails the stream as soon as it has no uncommitted rows. */
    void fail(String reason) {
        if (this.read) {
            this.failing = reason;
        }
        else {
            this.stream.failed(reason);
            store();
        }
    }

    StreamStatus status(Instant now) {
        return this.stream.status(this.stream.report(now, this.failing), this.read);
    }

    /** Called after the commit; empty if it had no rows of the stream. */
    Optional<AcknowledgedCounts> acknowledge() {
        if (!this.read) {
            return Optional.empty();
        }
        AcknowledgedCounts acknowledged = this.stream.acknowledge();
        if (this.failing != null) {
            this.stream.failed(this.failing);
        }
        forget();
        return Optional.of(acknowledged);
    }

    /** Drops what was read since the last commit, which is void. */
    void forget() {
        this.read = false;
        this.failing = null;
    }

    /** The source is open: the stream waits for nothing. */
    void opened() {
        if (this.stream.lastError() != null || FollowedClock.nameOf(this.stream).isPresent()) {
            // The others must know the next event time of a stream with a clock.
            this.stream.waitsFor(null);
            storeRows();
        }
    }

    /** The stream continues; those with a clock report their next event time. */
    void resumed() {
        if (FollowedClock.nameOf(this.stream).isPresent()) {
            store();
        }
    }

}
