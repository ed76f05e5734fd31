package io.sensorstreams.common.setting;

import java.util.Locale;

/** How a setting is called, as a property and as an environment variable. */
final class SettingName {

    private SettingName() {
    }

    /**
     * Both names.
     * @param property such as {@code sensor.topics[0]}, or a field's
     * {@code sensor.outputDir}
     * @return such as {@code sensor.output-dir (SENSOR_OUTPUT_DIR)}
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
