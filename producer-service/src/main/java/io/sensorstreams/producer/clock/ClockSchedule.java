package io.sensorstreams.producer.clock;

import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.sensorstreams.producer.pace.Schedule;
import io.sensorstreams.producer.row.Rows;

/**
 * Schedules the rows of a stream by a clock that other streams share. Asks the clock for
 * each row, so that it follows changes; the runner asks again for the row that it waits
 * for.
 */
final class ClockSchedule implements Schedule {

    private final Supplier<Optional<ClockTime>> clock;

    private final LongSupplier nanos;

    private final ClockLine followed;

    /** A row without a time has that of the row before. */
    private long event = Rows.NO_EVENT_TIME;

    /**
     * @param clock the present course of the clock
     * @param nanos the scale of the course
     * @param followed part of the course that the stream has followed; its seek is the
     * last one that it has followed
     */
    ClockSchedule(Supplier<Optional<ClockTime>> clock, LongSupplier nanos, ClockLine followed) {
        this.clock = clock;
        this.nanos = nanos;
        this.followed = followed;
    }

    @Override
    public long nextDue(long eventTimeMillis) {
        if (eventTimeMillis != Rows.NO_EVENT_TIME) {
            this.event = eventTimeMillis;
        }
        long now = this.nanos.getAsLong();
        if (isSkipped()) {
            return now;
        }
        long due = this.clock.get()
            .map((time) -> time.due(this.event, this.followed.seek(), now))
            .orElse(ClockTime.NEVER);
        return (due != ClockTime.NEVER) ? due : now + FARTHEST_NANOS;
    }

    @Override
    public boolean isSkipped() {
        return this.event != Rows.NO_EVENT_TIME && this.event < this.followed.start();
    }

}
