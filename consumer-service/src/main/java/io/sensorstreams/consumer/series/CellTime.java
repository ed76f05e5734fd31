package io.sensorstreams.consumer.series;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Parses times as sources write them, without a configured format:
 * {@code 31/08/2023 23:59:00}, {@code 2023-08-31T23:59:00.5+07:00}, with a blank instead
 * of the T, without seconds, or without a time of day. Not thread-safe.
 */
final class CellTime {

    /** The text is not a time. */
    static final long NONE = Long.MIN_VALUE;

    private static final long MILLIS_PER_DAY = 86_400_000;

    private static final long MILLIS_PER_MINUTE = 60_000;

    private final boolean monthFirst;

    private byte[] text = {};

    private int at;

    private int to;

    private int lastDate = -1;

    private long lastMillis;

    /**
     * Creates the parser.
     * @param monthFirst whether dates have slashes and begin with the month
     */
    CellTime(boolean monthFirst) {
        this.monthFirst = monthFirst;
    }

    /**
     * Parses a time.
     * @return milliseconds since 1970, of a time without an offset as if it were UTC;
     * {@link #NONE} when the text is not a time
     */
    long parse(byte[] bytes, int from, int end) {
        this.text = bytes;
        this.at = from;
        this.to = end;
        long date = date();
        if (date == NONE || this.at == end) {
            return date;
        }
        if (!skip('T') && !skip(' ')) {
            return NONE;
        }
        long time = timeOfDay();
        long offset = offset();
        return (time == NONE || offset == NONE || this.at != end) ? NONE : date + time - offset;
    }

    private long date() {
        if (this.to - this.at < 10) {
            return NONE;
        }
        int year;
        int month;
        int day;
        if (this.text[this.at + 2] == '/') {
            int first = number(2);
            int second = skip('/') ? number(2) : -1;
            year = skip('/') ? number(4) : -1;
            day = this.monthFirst ? second : first;
            month = this.monthFirst ? first : second;
        }
        else if (this.monthFirst) {
            return NONE;
        }
        else {
            year = number(4);
            month = skip('-') ? number(2) : -1;
            day = skip('-') ? number(2) : -1;
        }
        return ((year | month | day) < 0) ? NONE : date(year, month, day);
    }

    private long date(int year, int month, int day) {
        int date = (year * 100 + month) * 100 + day;
        if (date != this.lastDate) {
            try {
                this.lastMillis = LocalDate.of(year, month, day).toEpochDay() * MILLIS_PER_DAY;
                this.lastDate = date;
            }
            catch (DateTimeException e) {
                return NONE;
            }
        }
        return this.lastMillis;
    }

    private long timeOfDay() {
        int hour = number(2);
        int minute = skip(':') ? number(2) : -1;
        int second = skip(':') ? number(2) : 0;
        if ((hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 59) {
            return NONE;
        }
        return ((60L * hour + minute) * 60 + second) * 1000 + millis();
    }

    private long millis() {
        if (!skip('.') && !skip(',')) {
            return 0;
        }
        long millis = 0;
        int unit = 100;
        while (this.at < this.to && isDigit(this.text[this.at])) {
            millis += (long) unit * (this.text[this.at++] - '0');
            unit /= 10;
        }
        return millis;
    }

    private long offset() {
        if (this.at == this.to || skip('Z')) {
            return 0;
        }
        boolean west = this.text[this.at] == '-';
        if (!skip('+') && !skip('-')) {
            return NONE;
        }
        int hours = number(2);
        skip(':');
        int minutes = (this.at < this.to) ? number(2) : 0;
        if ((hours | minutes) < 0) {
            return NONE;
        }
        return (west ? -1 : 1) * (60L * hours + minutes) * MILLIS_PER_MINUTE;
    }

    private boolean skip(char expected) {
        if (this.at < this.to && this.text[this.at] == expected) {
            this.at++;
            return true;
        }
        return false;
    }

    /** Parses digits; negative when there are not enough. */
    private int number(int digits) {
        int number = 0;
        for (int i = 0; i < digits; i++) {
            if (this.at == this.to || !isDigit(this.text[this.at])) {
                return -1;
            }
            number = 10 * number + this.text[this.at++] - '0';
        }
        return number;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

}
