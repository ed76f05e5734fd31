package io.sensorstreams.producer.random;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.jspecify.annotations.Nullable;

/**
 * Times of made-up rows: evenly spaced from a start on, or those of the making.
 *
 * @param start time of the first row on the stations' wall clock; null for the clock's
 * @param step from one reading of a station to its next
 * @param clock tells the time of the making
 */
record RowTimes(@Nullable LocalDateTime start, Duration step, InstantSource clock) {

    /** Sets the times of a row whose numbers are set. */
    void tell(Draw draw) {
        long first = (this.start != null) ? this.start.toInstant(ZoneOffset.UTC).toEpochMilli() : 0;
        draw.cycleMillis = first + draw.tick * this.step.toMillis();
        draw.timeMillis = (this.start != null) ? draw.cycleMillis : this.clock.millis();
    }

    /**
     * Makes the column of the rows' times.
     * @param zone zone of the stations; null for UTC, or this machine's zone if the times
     * are those of the making
     */
    Column column(String format, @Nullable ZoneId zone) {
        ZoneId fallback = (this.start != null) ? ZoneOffset.UTC : ZoneId.systemDefault();
        return new TimeColumn(format, (zone != null) ? zone : fallback, this.start != null);
    }

}
