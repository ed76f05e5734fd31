package io.sensorstreams.producer.time;

import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

import io.sensorstreams.producer.row.Rows;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Finds formats that can read no time.
 */
final class PatternFaults {

    private static final String RULE = "must be auto, iso, epoch-seconds, epoch-millis, epoch-micros, epoch-nanos"
            + " or a pattern such as " + TimeFormat.DEFAULT;

    /** A time in the afternoon of a day that is not a number of a month. */
    private static final ZonedDateTime EXAMPLE = ZonedDateTime.of(2023, 11, 22, 21, 43, 54, 123_456_789,
            ZoneOffset.UTC);

    private PatternFaults() {
    }

    static Optional<String> of(String format) {
        TimeFormat parser;
        try {
            parser = TimeFormat.of(format);
        }
        catch (IllegalArgumentException e) {
            return Optional.of(RULE);
        }
        return (parser instanceof PatternTime) ? unreadable(format, parser) : Optional.empty();
    }

    private static Optional<String> unreadable(String format, TimeFormat parser) {
        String letters = PatternTime.letters(format);
        if ((letters.contains("h") || letters.contains("K")) && !letters.contains("a") && !letters.contains("B")) {
            return Optional.of("has hours of half a day without 'a' for AM or PM; hours of a day are 'HH'");
        }
        return isReadable(format, parser) ? Optional.empty()
                : Optional.of("has no complete date with year, month and day; timeColumn can join several columns");
    }

    /** Whether a time that is written in a format can be read. */
    private static boolean isReadable(String format, TimeFormat parser) {
        try {
            byte[] text = TimeFormat.formatter(format).format(EXAMPLE).getBytes(UTF_8);
            return parser.parse(text, 0, text.length) != Rows.NO_EVENT_TIME;
        }
        catch (DateTimeException e) {
            return false;
        }
    }

}
