package io.sensorstreams.producer.pace;

import java.time.Duration;
import java.time.ZonedDateTime;

import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.support.CronExpression;

final class CronSchedule implements Schedule {

    private static final Duration FARTHEST = Duration.ofNanos(FARTHEST_NANOS);

    private final CronExpression expression;

    private final ZonedDateTime start;

    private final long startNanos;

    /** Null when the expression has no further instant. */
    private @Nullable ZonedDateTime last;

    CronSchedule(CronExpression expression, ZonedDateTime start, long startNanos) {
        this.expression = expression;
        this.start = start;
        this.startNanos = startNanos;
        this.last = start;
    }

    @Override
    public long nextDue(long eventTimeMillis) {
        this.last = (this.last != null) ? this.expression.next(this.last) : null;
        if (this.last == null) {
            return this.startNanos + FARTHEST_NANOS;
        }
        Duration wait = Duration.between(this.start, this.last);
        return this.startNanos + ((wait.compareTo(FARTHEST) < 0) ? wait : FARTHEST).toNanos();
    }

}
