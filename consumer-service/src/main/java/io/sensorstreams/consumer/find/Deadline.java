package io.sensorstreams.consumer.find;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Limits the time of one search, and counts the records that it reads. */
final class Deadline {

    private final Duration limit;

    private final LongSupplier nanoTime;

    private final long start;

    private long read;

    /** Starts the time; {@code nanoTime} is a clock like {@link System#nanoTime}. */
    Deadline(Duration limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /**
     * Counts records, after each poll.
     * @throws RowSearchTimeoutException when the time has passed
     */
    void read(long records) {
        this.read += records;
        if (this.nanoTime.getAsLong() - this.start > this.limit.toNanos()) {
            throw new RowSearchTimeoutException(this.limit, this.read);
        }
    }

}
