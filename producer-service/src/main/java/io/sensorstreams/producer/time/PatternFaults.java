package io.sensorstreams.producer.time;

import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Finds formats that can read no time.
 */
final class PatternFaults {

    private static final String RULE = "must be auto, iso, epoch-seconds, epoch-millis, epoch-micros, epoch-nanos"
            + " or a pattern such as " + TimeFormat.DEFAULT;

    private static final String NO_DATE = "has no complete date with year, month and day; timeColumn can join"
            + " several columns";

    private static final String NOT_READ_BACK = "does not read the times that it writes: HH are hours, mm minutes, ss"
            + " seconds and SSS a fraction after them, MM months and dd days; each needs the one before";

    /** It is stored with the position, where it is validated. */
    private static final Pattern STORABLE = Pattern.compile("[^\\p{Cntrl}]{0," + TimeFormat.MAX_PATTERN + "}");

    /** A time in the afternoon of a day that is not a number of a month. */
    private static final ZonedDateTime EXAMPLE = ZonedDateTime.of(2023, 11, 22, 21, 43, 54, 123_456_789,
            ZoneOffset.UTC);

    private PatternFaults() {
    }

    static Optional<String> of(String format) {
        TimeFormat parser;
        if (!STORABLE.matcher(format).matches()) {
            return Optional.of("must have at most " + TimeFormat.MAX_PATTERN + " characters and no control characters");
        }
        try {
            parser = TimeFormat.of(format);
        }
        catch (IllegalArgumentException e) {
            return Optional.of(RULE);
        }
        return (parser instanceof PatternTime pattern) ? unreadable(format, pattern) : Optional.empty();
    }

    private static Optional<String> unreadable(String format, PatternTime parser) {
        String letters = PatternTime.letters(format);
        if ((letters.contains("h") || letters.contains("K")) && !letters.contains("a") && !letters.contains("B")) {
            return Optional.of("has hours of half a day without 'a' for AM or PM; hours of a day are 'HH'");
        }
        String written = PatternTime.printed(format);
        try {
            String text = TimeFormat.formatter(written).format(EXAMPLE);
            byte[] bytes = text.getBytes(UTF_8);
            if (parser.parse(bytes, 0, bytes.length) == cut(PatternTime.letters(written)).toInstant().toEpochMilli()) {
                return Optional.empty();
            }
            return Optional.of(parser.hasDate(text) ? NOT_READ_BACK : NO_DATE);
        }
        catch (DateTimeException e) {
            return Optional.of(NO_DATE);
        }
    }

    /** The example up to the finest field of a pattern. */
    private static ZonedDateTime cut(String letters) {
        if (has(letters, "AnN")) {
            return EXAMPLE;
        }
        int digits = (int) letters.chars().filter((c) -> c == 'S').count();
        if (digits > 0) {
            int unit = (int) Math.pow(10, Math.max(0, 9 - digits));
            return EXAMPLE.withNano(EXAMPLE.getNano() / unit * unit);
        }
        return EXAMPLE.truncatedTo(has(letters, "s") ? ChronoUnit.SECONDS
                : has(letters, "m") ? ChronoUnit.MINUTES : has(letters, "HhKk") ? ChronoUnit.HOURS : ChronoUnit.DAYS);
    }

    private static boolean has(String letters, String any) {
        return any.chars().anyMatch((c) -> letters.indexOf(c) >= 0);
    }

}
