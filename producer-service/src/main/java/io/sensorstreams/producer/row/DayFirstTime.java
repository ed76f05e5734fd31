package io.sensorstreams.producer.row;

import java.time.LocalDate;

/**
 * Parses times of the format {@value TimeFormat#DEFAULT} without creating objects.
 */
final class DayFirstTime implements TimeFormat {

    private static final long MILLIS_PER_DAY = 86_400_000;

    /** The last date parsed, as the decimal number {@code ddMMyyyy}. */
    private int date = -1;

    private long dateMillis;

    @Override
    public long parse(byte[] text, int from, int to) {
        if (to - from != DEFAULT.length() || text[from + 2] != '/' || text[from + 5] != '/' || text[from + 10] != ' '
                || text[from + 13] != ':' || text[from + 16] != ':') {
            return Rows.NO_EVENT_TIME;
        }
        int day = two(text, from);
        int month = two(text, from + 3);
        int year = 100 * two(text, from + 6) + two(text, from + 8);
        int hour = two(text, from + 11);
        int minute = two(text, from + 14);
        int second = two(text, from + 17);
        if ((day | month | year | hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 59) {
            return Rows.NO_EVENT_TIME;
        }
        return toDate(day, month, year) ? this.dateMillis + 1000L * (3600 * hour + 60 * minute + second)
                : Rows.NO_EVENT_TIME;
    }

    private boolean toDate(int day, int month, int year) {
        int wanted = 1_000_000 * day + 10_000 * month + year;
        if (wanted != this.date) {
            if (month < 1 || month > 12 || day < 1 || year < 1 || day > LocalDate.of(year, month, 1).lengthOfMonth()) {
                return false;
            }
            this.date = wanted;
            this.dateMillis = LocalDate.of(year, month, day).toEpochDay() * MILLIS_PER_DAY;
        }
        return true;
    }

    /** Parses two digits; a large negative number when they are not digits. */
    private static int two(byte[] text, int at) {
        int tens = text[at] - '0';
        int ones = text[at + 1] - '0';
        return (tens < 0 || tens > 9 || ones < 0 || ones > 9) ? -1_000_000 : 10 * tens + ones;
    }

}
