package io.sensorstreams.launcher.plan;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Pace of the streams: {@code --pace} converted to the {@code pace} of a stream's
 * specification. {@code rate:100} becomes <code>{"type":"rate","perSecond":100.0}</code>.
 */
public record Pace(Map<String, Object> specification) {

    public static final Pace UNLIMITED = new Pace(Map.of("type", "unlimited"));

    /** A number is greater than 0 and has at most 6 decimals. */
    private static final Pattern PACE = Pattern.compile(
            "unlimited|interval:[1-9]\\d{0,8}(ms|s|m|h)" + "|(rate|event-time):(?=.*[1-9])\\d{1,12}(\\.\\d{1,6})?");

    public Pace {
        specification = Map.copyOf(specification);
    }

    public static Pace parse(String text) {
        if (!PACE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "pace '" + text + "', expected unlimited, rate:100, interval:5s or event-time:60");
        }
        int colon = text.indexOf(':');
        String value = text.substring(colon + 1);
        return switch (text.substring(0, Math.max(0, colon))) {
            case "rate" -> new Pace(Map.of("type", "rate", "perSecond", Double.valueOf(value)));
            case "event-time" -> new Pace(Map.of("type", "event-time", "speedup", Double.valueOf(value)));
            case "interval" -> new Pace(Map.of("type", "interval", "every", value));
            default -> UNLIMITED;
        };
    }

}
