package io.sensorstreams.producer.pace;

import io.sensorstreams.producer.row.Rows;

/**
 * Schedules rows at the intervals of their event times. Adds the absolute differences
 * between rows, so that descending times work too. The sum is in milliseconds of event
 * time and therefore exact.
 */
final class EventTimeSchedule implements Schedule {

    private static final double NANOS_PER_MILLI = 1e6;

    private final long startNanos;

    private final double speedup;

    private final long maxGapMillis;

    private long previousMillis = Rows.NO_EVENT_TIME;

    private long passedMillis;

    EventTimeSchedule(long startNanos, double speedup, long maxGapMillis) {
        this.startNanos = startNanos;
        this.speedup = speedup;
        this.maxGapMillis = maxGapMillis;
    }

    @Override
    public long nextDue(long eventTimeMillis) {
        if (eventTimeMillis != Rows.NO_EVENT_TIME) {
            if (this.previousMillis != Rows.NO_EVENT_TIME) {
                long gap = Math.max(eventTimeMillis, this.previousMillis)
                        - Math.min(eventTimeMillis, this.previousMillis);
                // The difference of times near both limits of a long overflows.
                gap = (gap < 0) ? this.maxGapMillis : Math.min(gap, this.maxGapMillis);
                this.passedMillis = Math.min(FARTHEST_NANOS, this.passedMillis + Math.min(FARTHEST_NANOS, gap));
            }
            this.previousMillis = eventTimeMillis;
        }
        return this.startNanos + Math.min(FARTHEST_NANOS, (long) (this.passedMillis * NANOS_PER_MILLI / this.speedup));
    }

    @Override
    public Schedule nextPass() {
        this.previousMillis = Rows.NO_EVENT_TIME;
        return this;
    }

}
