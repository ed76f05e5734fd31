package io.sensorstreams.producer.pace;

/**
 * Computes when the rows of a running stream are due. Due times are absolute: a late row
 * does not delay the rows after it. Owned by one thread.
 */
public interface Schedule {

    /**
     * Latest due time after the start: about 73 years. Large enough to mean never, and
     * small enough to avoid an overflow of {@link System#nanoTime()} differences.
     */
    long FARTHEST_NANOS = Long.MAX_VALUE / 4;

    /**
     * Moves to the next row.
     * @param eventTimeMillis event time of the row, see
     * {@link io.sensorstreams.producer.row.Rows#eventTimeMillis()}
     * @return when the row is due, on the scale of {@link System#nanoTime()}
     */
    long nextDue(long eventTimeMillis);

    /**
     * The event times of the next pass start again.
     * @return this schedule
     */
    default Schedule nextPass() {
        return this;
    }

}
