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
     * Moves to the next row and returns when it is due, in {@link System#nanoTime()}.
     * @param eventTimeMillis see
     * {@link io.sensorstreams.producer.row.Rows#eventTimeMillis()}
     */
    long nextDue(long eventTimeMillis);

    /**
     * Sets whether the event times of the next rows run backwards as a whole, see
     * {@link io.sensorstreams.producer.row.Rows#isNewestFirst()}.
     */
    default void newestFirst(boolean backwards) {
    }

    /** Whether the row is due only to be passed: it is not sent. */
    default boolean isSkipped() {
        return false;
    }

    /** Returns this schedule for the next pass, whose event times start again. */
    default Schedule nextPass() {
        return this;
    }

}
