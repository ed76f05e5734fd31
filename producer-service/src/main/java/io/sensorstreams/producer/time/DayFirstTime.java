package io.sensorstreams.producer.time;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

import io.sensorstreams.producer.row.Rows;

/**
 * Parses times of the format {@value TimeFormat#DEFAULT} without creating objects.
 */
final class DayFirstTime implements TimeFormat {

    private static final DateTimeFormatter FORMATTER = TimeFormat.formatter(DEFAULT);

    private final Days days = new Days();

    @Override
    public long parse(byte[] text, int from, int to) {
        if (to - from != DEFAULT.length() || text[from + 2] != '/' || text[from + 5] != '/' || text[from + 10] != ' '
                || text[from + 13] != ':' || text[from + 16] != ':') {
            return Rows.NO_EVENT_TIME;
        }
        int day = Days.two(text, from);
        int month = Days.two(text, from + 3);
        int year = 100 * Days.two(text, from + 6) + Days.two(text, from + 8);
        int hour = Days.two(text, from + 11);
        int minute = Days.two(text, from + 14);
        int second = Days.two(text, from + 17);
        if ((day | month | year | hour | minute | second) < 0 || year == 0 || !Days.isClock(hour, minute, second, 0)) {
            return Rows.NO_EVENT_TIME;
        }
        long date = this.days.millis(year, month, day);
        return (date != Rows.NO_EVENT_TIME) ? date + 1000L * (3600 * hour + 60 * minute + second) : date;
    }

    @Override
    public boolean isInstant() {
        return false;
    }

    @Override
    public String print(long millis, ZoneId zone) {
        return FORMATTER.format(Instant.ofEpochMilli(millis).atZone(zone));
    }

}
