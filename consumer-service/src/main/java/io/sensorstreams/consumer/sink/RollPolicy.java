package io.sensorstreams.consumer.sink;

import java.time.Duration;
import java.util.Optional;

/**
 * When a file is full.
 *
 * @param maxBytes length from which on no row is added
 * @param maxRows number of rows from which on no row is added
 * @param maxAge time since its opening after which a file with rows is sealed, with or
 * without new rows
 * @param maxOpen number of files of a partition that are open at once, one for each set
 * of columns; for one more, the least recently written one is sealed
 */
public record RollPolicy(long maxBytes, long maxRows, Duration maxAge, int maxOpen) {

    /** The reason not to add a row to a file of this size. */
    Optional<RollReason> bySize(long bytes, long rows) {
        if (bytes >= this.maxBytes) {
            return Optional.of(RollReason.BYTES);
        }
        return (rows >= this.maxRows) ? Optional.of(RollReason.ROWS) : Optional.empty();
    }

    /** Whether a file that was opened so long ago is to be sealed. */
    boolean byAge(Duration age) {
        return age.compareTo(this.maxAge) >= 0;
    }

}
