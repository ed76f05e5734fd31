package io.sensorstreams.producer.random;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.jspecify.annotations.Nullable;

/**
 * Sets the event times of generated rows: at equal intervals from a start, or the time of
 * their generation.
 *
 * @param start time of the first row on the stations' wall clock; null for the time of
 * the generation
 * @param step interval between two readings of a station
 * @param clock clock for the time of the generation
 */
record RowTimes(@Nullable LocalDateTime start, Duration step, InstantSource clock) {

    /** Sets the times of a row from its numbers. */
    void tell(Draw draw) {
        long first = (this.start != null) ? this.start.toInstant(ZoneOffset.UTC).toEpochMilli() : 0;
        draw.cycleMillis = first + draw.tick * this.step.toMillis();
        draw.timeMillis = (this.start != null) ? draw.cycleMillis : this.clock.millis();
    }

    /**
     * Creates the column of the event times.
     * @param zone time zone of the stations; when null, UTC with a start, otherwise the
     * system's default zone
     */
    Column column(String format, @Nullable ZoneId zone) {
        ZoneId fallback = (this.start != null) ? ZoneOffset.UTC : ZoneId.systemDefault();
        return new TimeColumn(format, (zone != null) ? zone : fallback, this.start != null);
    }

}
