package io.sensorstreams.producer.row;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Parses event times of rows. Not thread-safe.
 */
public interface TimeFormat {

    String DEFAULT = "dd/MM/yyyy HH:mm:ss";

    /** ISO-8601, with or without an offset. */
    String ISO = "iso";

    String EPOCH_MILLIS = "epoch-millis";

    /**
     * Returns milliseconds, see {@link Rows#eventTimeMillis()};
     * {@link Rows#NO_EVENT_TIME} when the text is not a time.
     */
    long parse(byte[] text, int from, int to);

    /**
     * Creates the parser of {@link #ISO}, {@link #EPOCH_MILLIS}, or a pattern of
     * {@link DateTimeFormatter}.
     * @throws IllegalArgumentException when the pattern is invalid
     */
    static TimeFormat of(String pattern) {
        return switch (pattern) {
            case DEFAULT -> new DayFirstTime();
            case EPOCH_MILLIS -> TimeFormat::epochMillis;
            default -> new PatternTime(formatter(pattern));
        };
    }

    /** Whether {@link #of} accepts a pattern. */
    static boolean isKnown(String pattern) {
        try {
            of(pattern);
            return true;
        }
        catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Throws an {@link IllegalArgumentException} when the pattern is invalid. */
    static DateTimeFormatter formatter(String pattern) {
        return pattern.equals(ISO) ? DateTimeFormatter.ISO_DATE_TIME
                : DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }

    private static long epochMillis(byte[] text, int from, int to) {
        try {
            return Long.parseLong(new String(text, from, to - from, UTF_8));
        }
        catch (NumberFormatException e) {
            return Rows.NO_EVENT_TIME;
        }
    }

    /** Parses any pattern; creates objects for each row. */
    record PatternTime(DateTimeFormatter formatter) implements TimeFormat {

        @Override
        public long parse(byte[] text, int from, int to) {
            try {
                return millis(this.formatter.parseBest(new String(text, from, to - from, UTF_8), Instant::from,
                        LocalDateTime::from, LocalDate::from));
            }
            catch (DateTimeParseException | ArithmeticException e) {
                return Rows.NO_EVENT_TIME;
            }
        }

        private static long millis(TemporalAccessor time) {
            if (time instanceof Instant instant) {
                return instant.toEpochMilli();
            }
            LocalDateTime local = (time instanceof LocalDate date) ? date.atStartOfDay() : (LocalDateTime) time;
            return local.toInstant(ZoneOffset.UTC).toEpochMilli();
        }

    }

}
