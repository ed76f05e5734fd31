package io.sensorstreams.producer.time;

import java.time.ZoneId;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Where the times of rows are, and how they are written.
 *
 * @param columns names of the columns that make a time together, in order
 * @param format see {@link TimeFormat}; may be {@link TimeFormat#AUTO}
 * @param zone zone of times without an offset; null when they count as UTC
 */
public record TimeOptions(List<String> columns, String format, @Nullable ZoneId zone) {

    public TimeOptions {
        columns = List.copyOf(columns);
    }

    public boolean isAuto() {
        return this.format.equals(TimeFormat.AUTO);
    }

}
