package io.sensorstreams.producer.pace;

/**
 * Schedules rows at equal intervals. Each due time is computed from the number of the
 * row, not from the previous due time, so that rounding errors do not accumulate.
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
