package io.sensorstreams.consumer.parquet.type;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import io.sensorstreams.consumer.format.LineBuffer;

/**
 * A pattern of times in which every field has a fixed number of digits. Each text that it
 * accepts is one time, and the time is written as the same text again. The letters are
 * those of {@link java.time.format.DateTimeFormatter}: {@code yyyy} or {@code uuuu},
 * {@code MM}, {@code dd}, {@code HH}, {@code mm}, {@code ss} and up to six {@code S};
 * other letters stand in quotes. For example, {@code dd/MM/yyyy HH:mm:ss}.
 */
public final class TimePattern {

    /** The text is not a time. */
    public static final long NONE = Long.MIN_VALUE;

    private static final String LETTERS = "yMdHmsS";

    private static final int FRACTION = 6;

    private static final int[] WIDTHS = { 4, 2, 2, 2, 2, 2, FRACTION };

    private static final int[] LENGTHS_OF_MONTHS = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

    private static final long SECONDS_PER_DAY = 86_400;

    private static final long MICROS = 1_000_000;

    /** Patterns of which a column of times may have any, the usual one first. */
    public static final List<TimePattern> USUAL = List.of(new TimePattern("dd/MM/yyyy HH:mm:ss"),
            new TimePattern("dd/MM/yyyy HH:mm"), new TimePattern("yyyy-MM-dd HH:mm:ss"),
            new TimePattern("yyyy-MM-dd'T'HH:mm:ss"), new TimePattern("yyyy-MM-dd HH:mm"),
            new TimePattern("yyyy-MM-dd'T'HH:mm"), new TimePattern("yyyy-MM-dd HH:mm:ss.SSS"),
            new TimePattern("yyyy-MM-dd'T'HH:mm:ss.SSS"), new TimePattern("yyyy-MM-dd HH:mm:ss.SSSSSS"),
            new TimePattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS"), new TimePattern("yyyy-MM-dd'T'HH:mm:ss'Z'"),
            new TimePattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'"), new TimePattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'"));

    private final String pattern;

    /** For each character of a time the index of its field; negative for a literal. */
    private final int[] fields;

    private final byte[] literals;

    /** What one unit of the fraction's last digit is worth in microseconds. */
    private final int fractionUnit;

    /** Where each field starts; negative for a field that the pattern lacks. */
    private final int[] starts = new int[LETTERS.length()];

    private final int[] widths;

    /**
     * Compiles a pattern.
     * @throws IllegalArgumentException when the pattern has another letter, a field with
     * another number of digits, a field twice, or not all fields of a date
     */
    public TimePattern(String pattern) {
        this.pattern = pattern;
        List<Integer> places = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        this.widths = new int[LETTERS.length()];
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c == '\'') {
                int end = pattern.indexOf('\'', at + 1);
                check(end > at + 1, "has a quote without text");
                text.append(pattern, at + 1, end);
                at = end + 1;
            }
            else {
                int field = LETTERS.indexOf((c == 'u') ? 'y' : c);
                check(field >= 0 || !Character.isLetter(c), "has the letter '" + c + "'");
                if (field >= 0) {
                    check(this.widths[field] == 0 || pattern.charAt(at - 1) == c, "has the field '" + c + "' twice");
                    this.widths[field]++;
                }
                places.addAll(Collections.nCopies(text.length() - places.size(), -1));
                places.add(field);
                text.append(c);
                at++;
            }
        }
        places.addAll(Collections.nCopies(text.length() - places.size(), -1));
        checkWidths();
        check(text.chars().allMatch((c) -> c >= ' ' && c <= '~'), "has a character that is not ASCII");
        this.fields = places.stream().mapToInt(Integer::intValue).toArray();
        this.literals = text.toString().getBytes(StandardCharsets.US_ASCII);
        Arrays.setAll(this.starts, (field) -> places.indexOf(field));
        this.fractionUnit = (int) Math.pow(10, FRACTION - this.widths[FRACTION]);
    }

    private void checkWidths() {
        for (int i = 0; i < FRACTION; i++) {
            check(this.widths[i] == 0 || this.widths[i] == WIDTHS[i],
                    "has " + this.widths[i] + " times '" + LETTERS.charAt(i) + "', expected " + WIDTHS[i]);
            boolean needed = i < 3 || (i < FRACTION && this.widths[i + 1] > 0);
            check(!needed || this.widths[i] > 0, "has no '" + LETTERS.charAt(i) + "'");
        }
        check(this.widths[FRACTION] <= FRACTION, "has more than 6 times 'S'");
    }

    private void check(boolean valid, String fault) {
        if (!valid) {
            throw new IllegalArgumentException("Pattern '" + this.pattern + "' " + fault
                    + "; it may have yyyy, MM, dd, HH, mm, ss, up to six S, and quoted or other characters");
        }
    }

    /** Whether times are instants in UTC and not of a local clock. */
    public boolean isUtc() {
        return this.pattern.endsWith("'Z'");
    }

    /** Returns microseconds since 1970 of the wall clock, or {@link #NONE}. */
    public long parse(byte[] text, int from, int to) {
        if (to - from != this.fields.length) {
            return NONE;
        }
        for (int i = 0; i < this.fields.length; i++) {
            byte b = text[from + i];
            if ((this.fields[i] < 0) ? b != this.literals[i] : (b < '0' || b > '9')) {
                return NONE;
            }
        }
        int year = number(text, from, 0);
        int month = number(text, from, 1);
        int day = number(text, from, 2);
        int hour = number(text, from, 3);
        int minute = number(text, from, 4);
        int second = number(text, from, 5);
        if (year == 0 || month == 0 || month > 12 || day == 0 || day > lengthOfMonth(year, month) || hour > 23
                || minute > 59 || second > 59) {
            return NONE;
        }
        long seconds = epochDay(year, month, day) * SECONDS_PER_DAY + hour * 3600L + minute * 60L + second;
        return seconds * MICROS + (long) number(text, from, FRACTION) * this.fractionUnit;
    }

    /** Returns 0 for a field that the pattern lacks. */
    private int number(byte[] text, int from, int field) {
        int start = from + this.starts[field];
        int value = 0;
        for (int i = 0; i < this.widths[field]; i++) {
            value = 10 * value + text[start + i] - '0';
        }
        return value;
    }

    private static int lengthOfMonth(int year, int month) {
        boolean leap = month == 2 && (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
        return LENGTHS_OF_MONTHS[month - 1] + (leap ? 1 : 0);
    }

    /** The same as {@link LocalDate#toEpochDay}, without creating an object. */
    private static long epochDay(int year, int month, int day) {
        // Years begin in March, so that the leap day is the last one.
        long shifted = (month > 2) ? year : year - 1;
        long days = 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400;
        return days + (153L * ((month + 9) % 12) + 2) / 5 + day - 1 - 719_468;
    }

    /** Whether a number of microseconds is a time that {@link #parse} can return. */
    public boolean has(long micros) {
        long days = Math.floorDiv(micros, SECONDS_PER_DAY * MICROS);
        if (days < epochDay(1, 1, 1) || days > epochDay(9999, 12, 31)) {
            return false;
        }
        LineBuffer text = new LineBuffer();
        print(micros, text);
        return parse(text.array(), 0, text.length()) == micros;
    }

    /** Appends a time that this pattern {@linkplain #has has}. */
    public void print(long micros, LineBuffer out) {
        long second = Math.floorDiv(micros, MICROS);
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(second, SECONDS_PER_DAY));
        int ofDay = (int) Math.floorMod(second, SECONDS_PER_DAY);
        int[] parts = { date.getYear(), date.getMonthValue(), date.getDayOfMonth(), ofDay / 3600, ofDay / 60 % 60,
                ofDay % 60, (int) Math.floorMod(micros, MICROS) / this.fractionUnit };
        byte[] text = this.literals.clone();
        for (int i = text.length - 1; i >= 0; i--) {
            int field = this.fields[i];
            if (field >= 0) {
                text[i] = (byte) ('0' + parts[field] % 10);
                parts[field] /= 10;
            }
        }
        out.append(text, 0, text.length);
    }

    @Override
    public String toString() {
        return this.pattern;
    }

}
