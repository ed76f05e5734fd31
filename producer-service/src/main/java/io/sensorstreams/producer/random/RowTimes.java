package io.sensorstreams.producer.random;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

import io.sensorstreams.producer.row.CellText;
import io.sensorstreams.producer.time.TimeFormat;
import org.jspecify.annotations.Nullable;

/**
 * Event times of generated rows, at equal intervals from a start.
 *
 * @param start time of the first row on the stations' wall clock; null for the time of
 * the generation
 */
record RowTimes(@Nullable LocalDateTime start, Duration step, InstantSource clock) {

    /** Sets the times of a row from its numbers. */
    void tell(Draw draw) {
        long first = (this.start != null) ? this.start.toInstant(ZoneOffset.UTC).toEpochMilli() : 0;
        draw.cycleMillis = first + draw.tick * this.step.toMillis();
        draw.timeMillis = (this.start != null) ? draw.cycleMillis : this.clock.millis();
    }

    /**
     * @param zone time zone of the stations; when null, UTC with a start, otherwise the
     * system's default zone
     */
    Column column(String format, @Nullable ZoneId zone) {
        ZoneId fallback = (this.start != null) ? ZoneOffset.UTC : ZoneId.systemDefault();
        return new TimeColumn(format, (zone != null) ? zone : fallback, this.start != null);
    }

    /** Keeps the text of the last time, because the rows of several stations share it. */
    private static final class TimeColumn implements Column {

        private final @Nullable DateTimeFormatter formatter;

        private final ZoneId zone;

        /**
         * Whether event times are those of the stations' wall clock instead of instants.
         */
        private final boolean wallClock;

        private long millis = Long.MIN_VALUE;

        private byte[] text = {};

        TimeColumn(String format, ZoneId zone, boolean wallClock) {
            this.formatter = switch (format) {
                case TimeFormat.EPOCH_MILLIS -> null;
                case TimeFormat.ISO -> DateTimeFormatter.ISO_OFFSET_DATE_TIME;
                default -> TimeFormat.formatter(format);
            };
            this.zone = zone;
            this.wallClock = wallClock;
        }

        @Override
        public void write(CellText cell, Draw draw) {
            if (draw.timeMillis != this.millis) {
                this.text = format(draw.timeMillis).getBytes(StandardCharsets.UTF_8);
                this.millis = draw.timeMillis;
            }
            cell.set(this.text);
        }

        private String format(long millis) {
            Instant instant = Instant.ofEpochMilli(millis);
            ZonedDateTime time = this.wallClock ? instant.atZone(ZoneOffset.UTC).withZoneSameLocal(this.zone)
                    : instant.atZone(this.zone);
            return (this.formatter != null) ? this.formatter.format(time)
                    : Long.toString(time.toInstant().toEpochMilli());
        }

    }

}
