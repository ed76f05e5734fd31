package io.sensorstreams.common.json;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;

/**
 * Reads and writes durations in JSON: {@code "500ms"}, {@code "5s"}, {@code "1m"},
 * {@code "2h"}, {@code "1d"}, or ISO-8601 such as {@code "PT1M30S"}. Writes the short
 * form.
 */
public final class DurationJson {

    /** Units by their short names, longest first. */
    private static final Map<String, ChronoUnit> UNITS = units();

    private static final Pattern SHORT = Pattern.compile("(\\d{1,18})(ns|us|ms|s|m|h|d)");

    private static final String EXAMPLES = "\"500ms\", \"5s\", \"1m\", \"2h\" or \"PT1M30S\"";

    private DurationJson() {
    }

    private static Map<String, ChronoUnit> units() {
        Map<String, ChronoUnit> units = new LinkedHashMap<>();
        units.put("d", ChronoUnit.DAYS);
        units.put("h", ChronoUnit.HOURS);
        units.put("m", ChronoUnit.MINUTES);
        units.put("s", ChronoUnit.SECONDS);
        units.put("ms", ChronoUnit.MILLIS);
        units.put("us", ChronoUnit.MICROS);
        units.put("ns", ChronoUnit.NANOS);
        return units;
    }

    /**
     * Parses a duration.
     * @throws DateTimeParseException when the text is not a duration
     * @throws ArithmeticException when the duration exceeds the range of {@link Duration}
     */
    static Duration parse(String text) {
        Matcher matcher = SHORT.matcher(text);
        if (!matcher.matches()) {
            return Duration.parse(text);
        }
        return Duration.of(Long.parseLong(matcher.group(1)),
                Objects.requireNonNull(UNITS.get(matcher.group(2)), "unit"));
    }

    /** Formats a duration in the largest unit that represents it exactly. */
    static String format(Duration duration) {
        for (Map.Entry<String, ChronoUnit> unit : UNITS.entrySet()) {
            long amount = duration.dividedBy(unit.getValue().getDuration());
            if (amount > 0 && duration.equals(Duration.of(amount, unit.getValue()))) {
                return amount + unit.getKey();
            }
        }
        return duration.toString();
    }

    /** Deserializes durations. */
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
            catch (DateTimeParseException | ArithmeticException e) {
                throw new InvalidValueException(parser, "is '" + text + "', expected a duration such as " + EXAMPLES,
                        Duration.class);
            }
        }

    }

    /** Serializes durations. */
    public static final class Writer extends ValueSerializer<Duration> {

        @Override
        public void serialize(Duration value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(format(value));
        }

    }

}
