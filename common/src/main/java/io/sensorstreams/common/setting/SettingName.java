package io.sensorstreams.common.setting;

import java.util.Locale;

/** Formats the name of a setting, as a property and as an environment variable. */
final class SettingName {

    private SettingName() {
    }

    /**
     * Returns both names.
     * @param property name of the property, such as {@code sensor.topics[0]} or, from a
     * field, {@code sensor.outputDir}
     * @return both names, such as {@code sensor.output-dir (SENSOR_OUTPUT_DIR)}
     */
    static String of(String property) {
        String name = property.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
        String variable = name.replaceAll("\\[\\d+]$", "")
            .replaceAll("[.\\-\\[]", "_")
            .replace("]", "")
            .toUpperCase(Locale.ROOT);
        return name + " (" + variable + ")";
    }

}
