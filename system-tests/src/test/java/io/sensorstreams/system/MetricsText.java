package io.sensorstreams.system;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks the metrics that a service exposes to Prometheus: each meter of the project has
 * a description, and times are in seconds.
 */
final class MetricsText {

    private static final String HELP = "# HELP ";

    private static final String TYPE = "# TYPE ";

    private MetricsText() {
    }

    /**
     * Checks the text of a scrape.
     * @return faults, a sentence each
     */
    static List<String> faults(String scrape) {
        Map<String, String> help = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (String line : scrape.lines().toList()) {
            if (line.startsWith(HELP + "sensor_")) {
                String[] parts = line.substring(HELP.length()).split(" ", 2);
                help.put(parts[0], (parts.length > 1) ? parts[1].strip() : "");
            }
            else if (line.startsWith(TYPE + "sensor_")) {
                names.add(line.substring(TYPE.length()).split(" ")[0]);
            }
        }
        List<String> faults = new ArrayList<>();
        if (names.isEmpty()) {
            faults.add("no meter of the project");
        }
        for (String name : names) {
            String text = help.getOrDefault(name, "");
            if (text.isEmpty()) {
                faults.add(name + " has no description");
            }
            if (name.matches(".*_(milli|micro|nano)(seconds|s).*|.*_ms(_.*)?") && !text.startsWith("Deprecated")) {
                faults.add(name + " is not in seconds");
            }
        }
        return faults;
    }

}
