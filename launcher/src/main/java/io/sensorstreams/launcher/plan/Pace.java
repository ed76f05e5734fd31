package io.sensorstreams.launcher.plan;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pace of the streams: {@code --pace} converted to the {@code pace} of a stream's
 * specification. {@code rate:100} becomes <code>{"type":"rate","perSecond":100.0}</code>.
 *
 * @param specification the JSON object
 */
public record Pace(Map<String, Object> specification) {

    public static final Pace UNLIMITED = new Pace(Map.of("type", "unlimited"));

    private static final Pattern NUMBER = Pattern.compile("\\d{1,12}(\\.\\d{1,6})?");

    private static final Pattern DURATION = Pattern.compile("[1-9]\\d{0,8}(ms|s|m|h)");

    public Pace {
        specification = Map.copyOf(specification);
    }

    /**
     * Parses a pace.
     * @throws IllegalArgumentException when the text is not a valid pace; the message
     * contains the text
     */
    public static Pace parse(String text) {
        if (text.equals("unlimited")) {
            return UNLIMITED;
        }
        int colon = text.indexOf(':');
        String value = text.substring(colon + 1);
        return switch (text.substring(0, Math.max(0, colon))) {
            case "rate" -> new Pace(Map.of("type", "rate", "perSecond", positive(text, value)));
            case "event-time" -> new Pace(Map.of("type", "event-time", "speedup", positive(text, value)));
            case "interval" -> new Pace(Map.of("type", "interval", "every", duration(text, value)));
            default -> throw noPace(text);
        };
    }

    private static double positive(String text, String value) {
        Matcher number = NUMBER.matcher(value);
        if (!number.matches() || Double.parseDouble(value) == 0) {
            throw noPace(text);
        }
        return Double.parseDouble(value);
    }

    private static String duration(String text, String value) {
        if (!DURATION.matcher(value).matches()) {
            throw noPace(text);
        }
        return value;
    }

    private static IllegalArgumentException noPace(String text) {
        return new IllegalArgumentException(
                "pace '" + text + "', expected unlimited, rate:100, interval:5s or event-time:60");
    }

}
