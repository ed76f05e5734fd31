package io.sensorstreams.producer.pace;

/**
 * Rows at equal distances. Each due time is computed from the number of the row, never
 * from the one before it, so that rounding does not add up.
 */
final class EvenSchedule implements Schedule {

    private final long startNanos;

    private final double nanosPerRow;

    private long row;

    EvenSchedule(long startNanos, double nanosPerRow) {
        this.startNanos = startNanos;
        this.nanosPerRow = nanosPerRow;
    }

    @Override
    public long nextDue(long eventTimeMillis) {
        return this.startNanos + Math.min(FARTHEST_NANOS, (long) (this.row++ * this.nanosPerRow));
    }

}
