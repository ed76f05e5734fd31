package io.sensorstreams.consumer.status;

import java.time.Duration;
import java.time.Instant;

import io.sensorstreams.consumer.sink.FileTotals;
import io.sensorstreams.consumer.standing.StartingPoint;
import org.jspecify.annotations.Nullable;

/**
 * State of a partition, as last published by its thread.
 *
 * @param committed offset of the next uncommitted row; null before the recovery
 * @param logEnd end of what can be read from the topic; null while unknown
 * @param totals committed rows and bytes
 * @param file name of the open file; null while there is none
 * @param lastRowAt when the last row arrived; null before the first row
 * @param oldestUnflushedAt when the oldest uncommitted row arrived; null when all rows
 * are committed
 * @param reason why it is paused or unknown; null when it is neither, or was paused by a
 * user
 */
public record PartitionSnapshot(PartitionState state, @Nullable Long committed, @Nullable Long logEnd,
        FileTotals totals, @Nullable String file, @Nullable Instant lastRowAt, @Nullable Instant oldestUnflushedAt,
        @Nullable String reason) {

    public static final PartitionSnapshot NEW = new PartitionSnapshot(PartitionState.RECOVERING, null, null,
            new FileTotals(0, 0), null, null, null, null);

    /** Number of uncommitted offsets; null while unknown. */
    public @Nullable Long lag() {
        return (this.committed != null && this.logEnd != null) ? Math.max(0, this.logEnd - this.committed) : null;
    }

    Duration unflushedAge(Instant now) {
        return (this.oldestUnflushedAt != null) ? Duration.between(this.oldestUnflushedAt, now) : Duration.ZERO;
    }

    public PartitionSnapshot startingAt(StartingPoint start) {
        return new PartitionSnapshot(this.state, start.state().committedOffset().orElse(0), start.end(),
                FileTotals.of(start.files()), this.file, this.lastRowAt, this.oldestUnflushedAt, this.reason);
    }

    public PartitionSnapshot withState(PartitionState changed, @Nullable String why) {
        return new PartitionSnapshot(changed, this.committed, this.logEnd, this.totals, this.file, this.lastRowAt,
                this.oldestUnflushedAt, why);
    }

    /** Returns the snapshot of a partition whose owner is unknown. */
    PartitionSnapshot unknown(String why) {
        return new PartitionSnapshot(PartitionState.UNKNOWN, this.committed, null, this.totals, this.file,
                this.lastRowAt, this.oldestUnflushedAt,
                (this.reason != null) ? why + "; before that: " + this.reason : why);
    }

    public PartitionSnapshot withLastRowAt(Instant arrived) {
        return new PartitionSnapshot(this.state, this.committed, this.logEnd, this.totals, this.file, arrived,
                this.oldestUnflushedAt, this.reason);
    }

    public PartitionSnapshot withLogEnd(long end) {
        return new PartitionSnapshot(this.state, this.committed, end, this.totals, this.file, this.lastRowAt,
                this.oldestUnflushedAt, this.reason);
    }

}
