package io.sensorstreams.common.json;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;

import org.springframework.boot.convert.DurationStyle;

/**
 * Reads and writes durations in JSON: {@code "500ms"}, {@code "5s"}, {@code "1m"},
 * {@code "2h"}, {@code "1d"}, or ISO-8601 such as {@code "PT1M30S"}. Writes the short
 * form.
 */
public final class DurationJson {

    /** Units of the short form, longest first. */
    private static final List<ChronoUnit> UNITS = List.of(ChronoUnit.DAYS, ChronoUnit.HOURS, ChronoUnit.MINUTES,
            ChronoUnit.SECONDS, ChronoUnit.MILLIS, ChronoUnit.MICROS, ChronoUnit.NANOS);

    /** Spring Boot also accepts a sign, capital letters and more digits. */
    private static final Pattern SHORT = Pattern.compile("\\d{1,18}[a-z]{1,2}");

    /** Longer ones have no number of nanoseconds. */
    private static final Duration LONGEST_SHORT = Duration.ofNanos(Long.MAX_VALUE);

    private static final String EXAMPLES = "\"500ms\", \"5s\", \"1m\", \"2h\" or \"PT1M30S\"";

    private DurationJson() {
    }

    /**
     * @throws IllegalArgumentException when the text is not a duration, or exceeds the
     * range of {@link Duration}
     */
    static Duration parse(String text) {
        DurationStyle style = SHORT.matcher(text).matches() ? DurationStyle.SIMPLE : DurationStyle.ISO8601;
        return style.parse(text);
    }

    /** Formats a duration in the largest unit that represents it exactly. */
    static String format(Duration duration) {
        if (duration.isNegative() || duration.compareTo(LONGEST_SHORT) > 0) {
            return duration.toString();
        }
        for (ChronoUnit unit : UNITS) {
            long amount = duration.dividedBy(unit.getDuration());
            if (amount > 0 && duration.equals(Duration.of(amount, unit))) {
                return DurationStyle.SIMPLE.print(duration, unit);
            }
        }
        return duration.toString();
    }

    public static final class Reader extends ValueDeserializer<Duration> {

        @Override
        public Duration deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                throw new InvalidValueException(parser, "is not text, expected a duration such as " + EXAMPLES,
                        Duration.class);
            }
            String text = parser.getString();
            try {
                return parse(text);
            }
            catch (IllegalArgumentException e) {
                throw new InvalidValueException(parser, "is '" + text + "', expected a duration such as " + EXAMPLES,
                        Duration.class);
            }
        }

    }

    public static final class Writer extends ValueSerializer<Duration> {

        @Override
        public void serialize(Duration value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(format(value));
        }

    }

}
