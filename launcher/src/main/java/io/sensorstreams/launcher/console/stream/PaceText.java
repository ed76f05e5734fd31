package io.sensorstreams.launcher.console.stream;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

import io.sensorstreams.launcher.console.call.Connection;
import io.sensorstreams.launcher.plan.Pace;
import io.sensorstreams.launcher.view.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Turns the text of a pace into the JSON of the producer-service. */
final class PaceText {

    static final String FORMS = "unlimited, rate:100 (rows per second), interval:5s (one row each), event-time:60"
            + " (the rows' own times, 60 times as fast), clock:NAME (the time of a clock) or 'cron:*/5 * * * * *'";

    private static final String CLOCK = "clock:";

    private static final String CRON = "cron:";

    @Option(names = "--max-gap", paramLabel = "DURATION",
            description = "With event-time: longest wait between two rows.")
    private @Nullable String maxGap;

    @Option(names = "--zone", paramLabel = "ZONE", description = "With cron: time zone, such as Asia/Ho_Chi_Minh.")
    private @Nullable String zone;

    /** Whether an option is given that only a pace can use. */
    boolean hasDetails() {
        return this.maxGap != null || this.zone != null;
    }

    /**
     * Returns the pace.
     * @param origin option or parameter, and what the user gave, for a message
     */
    ObjectNode json(String origin, String text, Connection connection) {
        ObjectNode pace = Json.object();
        try {
            if (text.startsWith(CRON)) {
                pace.put("type", "cron").put("expression", text.substring(CRON.length()).strip());
            }
            else if (text.startsWith(CLOCK) && text.length() > CLOCK.length()) {
                pace.put("type", "event-time").put("clock", text.substring(CLOCK.length()));
            }
            else {
                // The type comes first. The specification has no order.
                Map<String, Object> fields = new TreeMap<>(Comparator.reverseOrder());
                fields.putAll(Pace.parse(text).specification());
                fields.forEach(pace::putPOJO);
            }
        }
        catch (IllegalArgumentException e) {
            throw connection.wrongUsage(origin + ", expected " + FORMS);
        }
        if (this.maxGap != null) {
            pace.put("maxGap", this.maxGap);
        }
        if (this.zone != null) {
            pace.put("zone", this.zone);
        }
        return pace;
    }

}
