package io.sensorstreams.producer.time;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Optional;

import io.sensorstreams.producer.row.Rows;

/**
 * Parses event times of rows. Not thread-safe.
 */
public interface TimeFormat {

    String DEFAULT = "dd/MM/yyyy HH:mm:ss";

    /** The format is found from the rows, see {@link TimeDetector}. */
    String AUTO = "auto";

    /** ISO-8601, see {@link IsoTime}. */
    String ISO = "iso";

    String EPOCH_SECONDS = "epoch-seconds";

    String EPOCH_MILLIS = "epoch-millis";

    String EPOCH_MICROS = "epoch-micros";

    String EPOCH_NANOS = "epoch-nanos";

    /** Most characters of a pattern; each nested section takes stack. */
    int MAX_PATTERN = 200;

    /** Most equal letters of a pattern in a row. */
    int MAX_REPEATED = 10;

    /**
     * Returns milliseconds since 1970, of the wall clock as if in UTC unless
     * {@link #isInstant()}; {@link Rows#NO_EVENT_TIME} when the text is not a time.
     */
    long parse(byte[] text, int from, int to);

    /** Whether the time parsed last has an offset, or does not need one. */
    boolean isInstant();

    /** Writes a time in this format. */
    String print(long millis, ZoneId zone);

    /**
     * Creates the parser of a format other than {@link #AUTO}.
     * @param format one of the constants, or a pattern of {@link DateTimeFormatter}
     * @throws IllegalArgumentException when the pattern is invalid
     */
    static TimeFormat of(String format) {
        return switch (format) {
            case DEFAULT -> new DayFirstTime();
            case ISO -> new IsoTime();
            case EPOCH_SECONDS -> new EpochTime(3);
            case EPOCH_MILLIS -> new EpochTime(0);
            case EPOCH_MICROS -> new EpochTime(-3);
            case EPOCH_NANOS -> new EpochTime(-6);
            default -> new PatternTime(format);
        };
    }

    /**
     * Checks a format that a user has set, including {@link #AUTO}.
     * @return what is wrong with it; empty when it can read times
     */
    static Optional<String> fault(String format) {
        return format.equals(AUTO) ? Optional.empty() : PatternFaults.of(format);
    }

    /** Whether a text is a pattern of {@link DateTimeFormatter}. */
    static boolean isPattern(String text) {
        try {
            formatter(text);
            return true;
        }
        catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Returns a formatter that ignores case.
     * @throws IllegalArgumentException when the pattern is invalid
     */
    static DateTimeFormatter formatter(String pattern) {
        return builder(pattern).toFormatter(Locale.ENGLISH);
    }

    /**
     * Returns a builder of a formatter that ignores case.
     * @throws IllegalArgumentException when the pattern is invalid
     */
    static DateTimeFormatterBuilder builder(String pattern) {
        checkPattern(pattern);
        try {
            return new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern);
        }
        catch (ClassCastException e) {
            // java.time fails this way, for example for ppHmm.
            throw new IllegalArgumentException("The pattern has a number directly after one that is padded with p", e);
        }
    }

    /**
     * Throws an {@link IllegalArgumentException} when the pattern is too long, or repeats
     * a letter so often that java.time accepts it but fails to write a time.
     */
    private static void checkPattern(String pattern) {
        if (pattern.length() > MAX_PATTERN) {
            throw new IllegalArgumentException(
                    "The pattern has " + pattern.length() + " characters, the limit is " + MAX_PATTERN);
        }
        String letters = PatternTime.letters(pattern);
        for (int i = 0, same = 0; i < letters.length(); i++) {
            same = (i > 0 && letters.charAt(i) == letters.charAt(i - 1)) ? same + 1 : 1;
            if (same > MAX_REPEATED && Character.isLetter(letters.charAt(i))) {
                throw new IllegalArgumentException(
                        "The pattern has a letter more than " + MAX_REPEATED + " times in a row");
            }
        }
    }

}
