package io.sensorstreams.producer.pace;

/**
 * When the rows of a running stream are due. Absolute: a row that went late does not
 * delay the ones after it. Owned by one thread.
 */
public interface Schedule {

    /**
     * No row is due later than this behind the start: some 70 years, near enough to never
     * and far enough from the overflow of {@link System#nanoTime()} differences.
     */
    long FARTHEST_NANOS = Long.MAX_VALUE / 4;

    /**
     * Moves to the next row.
     * @param eventTimeMillis the row's own time, see
     * {@link io.sensorstreams.producer.row.Rows#eventTimeMillis()}
     * @return when the row is due, on the scale of {@link System#nanoTime()}
     */
    long nextDue(long eventTimeMillis);

    /**
     * Goes on with another pass over the source, whose times begin anew.
     * @return this schedule
     */
    default Schedule nextPass() {
        return this;
    }

}
