package io.sensorstreams.producer.random;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

import io.sensorstreams.producer.row.CellText;
import io.sensorstreams.producer.row.TimeFormat;
import org.jspecify.annotations.Nullable;

/**
 * Column of the event times.
 */
final class TimeColumn implements Column {

    private final @Nullable DateTimeFormatter formatter;

    private final ZoneId zone;

    private final boolean wallClock;

    private long millis = Long.MIN_VALUE;

    private byte[] text = {};

    /**
     * Creates the column.
     * @param format a pattern, {@value TimeFormat#ISO} or
     * {@value TimeFormat#EPOCH_MILLIS}
     * @param zone time zone of the stations
     * @param wallClock whether event times are times of the stations' wall clock instead
     * of instants
     */
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
        return (this.formatter != null) ? this.formatter.format(time) : Long.toString(time.toInstant().toEpochMilli());
    }

}
