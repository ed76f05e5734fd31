package io.sensorstreams.producer.time;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

import io.sensorstreams.producer.row.Rows;

/**
 * Parses ISO-8601 times, usually without creating objects: a date, then optionally
 * {@code T} or a blank and {@code HH:mm}, seconds, a fraction after a point or a comma,
 * and an offset. An offset is {@code Z}, {@code UTC}, {@code GMT}, or hours with or
 * without minutes, such as {@code +07}, {@code +0700} and {@code +07:00}; there may be a
 * blank before it. Rarer forms are those of {@link DateTimeFormatter#ISO_DATE_TIME}.
 */
final class IsoTime implements TimeFormat {

    private static final int DATE = 10;

    private static final int MINUTES = 16;

    private static final int MAX_OFFSET = 18 * 3600;

    private static final int NO_OFFSET = Integer.MIN_VALUE;

    private final Days days = new Days();

    private final PatternTime rare = new PatternTime(DateTimeFormatter.ISO_DATE_TIME);

    private boolean instant;

    @Override
    public long parse(byte[] text, int from, int to) {
        if (to - from >= DATE && (text[from] == '+' || text[from] == '-' || text[to - 1] == ']')) {
            long time = this.rare.parse(text, from, to);
            this.instant = this.rare.isInstant();
            return time;
        }
        this.instant = false;
        long date = (to - from >= DATE) ? date(text, from) : Rows.NO_EVENT_TIME;
        if (date == Rows.NO_EVENT_TIME || to - from == DATE) {
            return date;
        }
        return time(date, text, from, to);
    }

    private long date(byte[] text, int from) {
        int year = 100 * Days.two(text, from) + Days.two(text, from + 2);
        int month = Days.two(text, from + 5);
        int day = Days.two(text, from + 8);
        return ((year | month | day) < 0 || text[from + 4] != '-' || text[from + 7] != '-') ? Rows.NO_EVENT_TIME
                : this.days.millis(year, month, day);
    }

    private long time(long date, byte[] text, int from, int to) {
        byte between = text[from + DATE];
        if (to - from < MINUTES || (between != 'T' && between != ' ' && between != 't') || text[from + 13] != ':') {
            return Rows.NO_EVENT_TIME;
        }
        int hour = Days.two(text, from + 11);
        int minute = Days.two(text, from + 14);
        int second = 0;
        int millis = 0;
        int at = from + MINUTES;
        if (at + 3 <= to && text[at] == ':') {
            second = Days.two(text, at + 1);
            at += 3;
            if (at + 1 < to && (text[at] == '.' || text[at] == ',') && Days.isDigit(text[at + 1])) {
                millis = millis(text, at + 1, to);
                at++;
                while (at < to && Days.isDigit(text[at])) {
                    at++;
                }
            }
        }
        if ((hour | minute | second) < 0 || !Days.isClock(hour, minute, second, millis)) {
            return Rows.NO_EVENT_TIME;
        }
        long time = date + 1000L * (3600 * hour + 60 * minute + second) + millis;
        if (at == to) {
            return time;
        }
        int offset = offset(text, at, to);
        this.instant = true;
        return (offset != NO_OFFSET) ? time - 1000L * offset : Rows.NO_EVENT_TIME;
    }

    /** The first three digits of a fraction. */
    private static int millis(byte[] text, int from, int to) {
        int millis = 0;
        int unit = 100;
        for (int i = from; i < to && unit > 0 && Days.isDigit(text[i]); i++) {
            millis += unit * (text[i] - '0');
            unit /= 10;
        }
        return millis;
    }

    /** Parses an offset in seconds. */
    private static int offset(byte[] text, int from, int to) {
        int at = (text[from] == ' ') ? from + 1 : from;
        if (isName(text, at, to)) {
            return 0;
        }
        int length = to - at;
        if (length < 3 || (text[at] != '+' && text[at] != '-')) {
            return NO_OFFSET;
        }
        int seconds = 3600 * Days.two(text, at + 1);
        int unit = 60;
        int next = at + 3;
        while (next < to && unit > 0) {
            next += (text[next] == ':') ? 1 : 0;
            int part = (next + 2 <= to) ? Days.two(text, next) : -1;
            if (part < 0 || part > 59) {
                return NO_OFFSET;
            }
            seconds += unit * part;
            unit /= 60;
            next += 2;
        }
        if (seconds < 0 || seconds > MAX_OFFSET || next != to) {
            return NO_OFFSET;
        }
        return (text[at] == '-') ? -seconds : seconds;
    }

    private static boolean isName(byte[] text, int at, int to) {
        return switch (to - at) {
            case 1 -> isLetter(text[at], 'Z');
            case 3 -> is(text, at, "UTC") || is(text, at, "GMT");
            default -> false;
        };
    }

    private static boolean is(byte[] text, int at, String name) {
        return isLetter(text[at], name.charAt(0)) && isLetter(text[at + 1], name.charAt(1))
                && isLetter(text[at + 2], name.charAt(2));
    }

    private static boolean isLetter(byte b, char upper) {
        return b == upper || b == upper + 32;
    }

    @Override
    public boolean isInstant() {
        return this.instant;
    }

    @Override
    public String print(long millis, ZoneId zone) {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(Instant.ofEpochMilli(millis).atZone(zone));
    }

}
