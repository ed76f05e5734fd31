package io.sensorstreams.producer.time;

import java.time.LocalDate;

import io.sensorstreams.producer.row.Rows;

/**
 * Converts dates without creating objects when a date is the one before. Not thread-safe.
 */
final class Days {

    private static final long MILLIS_PER_DAY = 86_400_000;

    /** The last valid date, as the decimal number {@code yyyyMMdd}. */
    private int date = -1;

    private long millis;

    /**
     * Returns the milliseconds from 1970 to the start of a day;
     * {@link Rows#NO_EVENT_TIME} when there is no such day.
     * @param year at most four digits; not negative, like the others
     */
    long millis(int year, int month, int day) {
        int wanted = 10_000 * year + 100 * month + day;
        if (wanted != this.date) {
            if (month < 1 || month > 12 || day < 1 || day > LocalDate.of(year, month, 1).lengthOfMonth()) {
                return Rows.NO_EVENT_TIME;
            }
            this.date = wanted;
            this.millis = LocalDate.of(year, month, day).toEpochDay() * MILLIS_PER_DAY;
        }
        return this.millis;
    }

    /** Whether a clock shows a time that is not negative; {@code 24:00} ends the day. */
    static boolean isClock(int hour, int minute, int second, int millis) {
        return (hour < 24 && minute < 60 && second < 60) || (hour == 24 && minute + second + millis == 0);
    }

    /** Parses two digits; a large negative number when they are not digits. */
    static int two(byte[] text, int at) {
        int tens = text[at] - '0';
        int ones = text[at + 1] - '0';
        return (tens < 0 || tens > 9 || ones < 0 || ones > 9) ? -1_000_000 : 10 * tens + ones;
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

}
