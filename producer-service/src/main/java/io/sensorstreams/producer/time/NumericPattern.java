package io.sensorstreams.producer.time;

import java.util.Arrays;

import io.sensorstreams.producer.row.Rows;
import org.jspecify.annotations.Nullable;

/**
 * Parses times of a pattern that has only numbers, {@code AM} or {@code PM}, and
 * punctuation, without creating objects. Accepts fewer texts than
 * {@link java.time.format.DateTimeFormatter}, and returns the same times. Not
 * thread-safe.
 */
final class NumericPattern {

    /** The fields by their letters; {@code u} is read as {@code y}. */
    private static final String LETTERS = "yMdHhmsSa";

    private static final String RESERVED = "[]{}#'";

    private final Days days = new Days();

    /** Letter of each field; 0 for a literal byte. */
    private final char[] fields;

    /** Most digits of each field, or the literal byte. */
    private final int[] widths;

    /** Values by the index of the field's letter. */
    private final int[] values = new int[LETTERS.length()];

    private NumericPattern(char[] fields, int[] widths) {
        this.fields = fields;
        this.widths = widths;
    }

    /** Returns null for a pattern that has more. */
    static @Nullable NumericPattern compile(String pattern) {
        char[] fields = new char[pattern.length()];
        int[] widths = new int[pattern.length()];
        int count = 0;
        int at = 0;
        while (at < pattern.length()) {
            char c = (pattern.charAt(at) == 'u') ? 'y' : pattern.charAt(at);
            int end = at + 1;
            if (pattern.startsWith("'T'", at)) {
                widths[count] = 'T';
                end = at + 3;
            }
            else if (Character.isLetter(c)) {
                while (end < pattern.length() && pattern.charAt(end) == pattern.charAt(at)) {
                    end++;
                }
                fields[count] = c;
                widths[count] = end - at;
                if (!isSupported(c, end - at) || (end < pattern.length() && end - at == 1 && c != 'a'
                        && Character.isLetter(pattern.charAt(end)))) {
                    return null;
                }
            }
            else if (c > '~' || RESERVED.indexOf(c) >= 0) {
                return null;
            }
            else {
                widths[count] = c;
            }
            count++;
            at = end;
        }
        return isComplete(fields) ? new NumericPattern(Arrays.copyOf(fields, count), Arrays.copyOf(widths, count))
                : null;
    }

    private static boolean isSupported(char letter, int width) {
        return switch (letter) {
            case 'y' -> width == 4;
            case 'M', 'd', 'H', 'h', 'm', 's' -> width <= 2;
            case 'S' -> width <= 9;
            case 'a' -> width == 1;
            default -> false;
        };
    }

    /** Whether the fields are a date or a date and a time, each field once. */
    private static boolean isComplete(char[] fields) {
        int[] times = new int[128];
        for (char field : fields) {
            times[field]++;
        }
        if (LETTERS.chars().anyMatch((letter) -> times[letter] > 1)) {
            return false;
        }
        int hours = times['H'] + times['h'];
        return times['y'] + times['M'] + times['d'] == 3 && hours <= 1 && times['h'] == times['a']
                && times['m'] <= hours && times['s'] <= times['m'] && times['S'] <= times['s'];
    }

    /** Returns {@link Rows#NO_EVENT_TIME} also for unusual texts. */
    long parse(byte[] text, int from, int to) {
        Arrays.fill(this.values, 0);
        int at = from;
        for (int i = 0; i < this.fields.length && at >= 0; i++) {
            at = (this.fields[i] == 0) ? literal(text, at, to, this.widths[i])
                    : field(text, at, to, this.fields[i], this.widths[i]);
        }
        return (at == to) ? time() : Rows.NO_EVENT_TIME;
    }

    private static int literal(byte[] text, int at, int to, int expected) {
        return (at < to && text[at] == expected) ? at + 1 : -1;
    }

    private int field(byte[] text, int at, int to, char letter, int width) {
        if (letter == 'a') {
            return half(text, at, to);
        }
        int most = (width == 1 && letter != 'S') ? 2 : width;
        int value = 0;
        int end = at;
        while (end < to && end - at < most && Days.isDigit(text[end])) {
            value = 10 * value + text[end] - '0';
            end++;
        }
        if (end - at < width) {
            return -1;
        }
        for (int i = width; letter == 'S' && i < 9; i++) {
            value *= 10;
        }
        this.values[LETTERS.indexOf(letter)] = value;
        return end;
    }

    private int half(byte[] text, int at, int to) {
        if (to - at < 2 || (text[at + 1] | 32) != 'm') {
            return -1;
        }
        int first = text[at] | 32;
        this.values[LETTERS.indexOf('a')] = (first == 'p') ? 12 : 0;
        return (first == 'a' || first == 'p') ? at + 2 : -1;
    }

    private long time() {
        int year = this.values[0];
        int hour = this.values[3];
        if (has('h')) {
            hour = this.values[4];
            if (hour < 1 || hour > 12) {
                return Rows.NO_EVENT_TIME;
            }
            hour = hour % 12 + this.values[8];
        }
        int minute = this.values[5];
        int second = this.values[6];
        if (year == 0 || hour > 23 || minute > 59 || second > 59) {
            return Rows.NO_EVENT_TIME;
        }
        long date = this.days.millis(year, this.values[1], this.values[2]);
        return (date == Rows.NO_EVENT_TIME) ? date
                : date + 1000L * (3600 * hour + 60 * minute + second) + this.values[7] / 1_000_000;
    }

    private boolean has(char letter) {
        for (char field : this.fields) {
            if (field == letter) {
                return true;
            }
        }
        return false;
    }

}
