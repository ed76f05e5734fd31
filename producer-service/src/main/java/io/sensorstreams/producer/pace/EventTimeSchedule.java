package io.sensorstreams.producer.pace;

import io.sensorstreams.producer.row.Rows;

/**
 * Schedules rows at the intervals of their event times. Adds the differences between rows
 * in the direction in which the times run as a whole. A row whose time is a step against
 * this direction is due together with the row before, and the next differences count from
 * its time. The sum is in milliseconds of event time and therefore exact.
 */
final class EventTimeSchedule implements Schedule {

    private static final double NANOS_PER_MILLI = 1e6;

    private final long startNanos;

    private final double speedup;

    private final long maxGapMillis;

    private long previousMillis = Rows.NO_EVENT_TIME;

    private long passedMillis;

    private boolean backwards;

    EventTimeSchedule(long startNanos, double speedup, long maxGapMillis) {
        this.startNanos = startNanos;
        this.speedup = speedup;
        this.maxGapMillis = maxGapMillis;
    }

    @Override
    public long nextDue(long eventTimeMillis) {
        if (eventTimeMillis != Rows.NO_EVENT_TIME) {
            if (this.previousMillis != Rows.NO_EVENT_TIME) {
                long gap = gap(eventTimeMillis);
                this.passedMillis = Math.min(FARTHEST_NANOS, this.passedMillis + Math.min(FARTHEST_NANOS, gap));
            }
            this.previousMillis = eventTimeMillis;
        }
        return this.startNanos + Math.min(FARTHEST_NANOS, (long) (this.passedMillis * NANOS_PER_MILLI / this.speedup));
    }

    private long gap(long eventTimeMillis) {
        long earlier = this.backwards ? eventTimeMillis : this.previousMillis;
        long later = this.backwards ? this.previousMillis : eventTimeMillis;
        if (later <= earlier) {
            return 0;
        }
        long gap = later - earlier;
        // The difference of times near both limits of a long overflows.
        return (gap < 0) ? this.maxGapMillis : Math.min(gap, this.maxGapMillis);
    }

    @Override
    public void newestFirst(boolean backwards) {
        this.backwards = backwards;
    }

    @Override
    public Schedule nextPass() {
        this.previousMillis = Rows.NO_EVENT_TIME;
        return this;
    }

}
