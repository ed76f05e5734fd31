package io.sensorstreams.consumer.sink;

import java.time.Duration;
import java.util.Optional;

/**
 * Limits at which an output file is sealed.
 *
 * @param maxBytes length at which no more rows are added
 * @param maxRows number of rows at which no more rows are added
 * @param maxAge time after which a file is sealed, with or without new rows: after its
 * opening, or after the oldest uncommitted row of files that are committed as a whole
 * @param maxOpen largest number of open files of a partition, one for each set of
 * columns; for one more, the least recently written file is sealed
 */
public record RollPolicy(long maxBytes, long maxRows, Duration maxAge, int maxOpen) {

    /** Limit that a file reached when it was sealed. */
    public enum Reason {

        BYTES,

        ROWS,

        AGE,

        /** Number of open files or columns; this one was the least recently written. */
        COLUMNS,

        /**
         * None: the partition was stopped, paused or revoked, or had much else to commit.
         */
        RELEASED

    }

    /** Returns the limit that a file of this size has reached, if any. */
    Optional<Reason> bySize(long bytes, long rows) {
        if (bytes >= this.maxBytes) {
            return Optional.of(Reason.BYTES);
        }
        return (rows >= this.maxRows) ? Optional.of(Reason.ROWS) : Optional.empty();
    }

    /** Whether a file that was opened this long ago is sealed. */
    boolean byAge(Duration age) {
        return age.compareTo(this.maxAge) >= 0;
    }

}
