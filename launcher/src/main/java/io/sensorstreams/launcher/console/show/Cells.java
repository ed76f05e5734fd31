package io.sensorstreams.launcher.console.show;

import java.util.stream.Collectors;

import io.sensorstreams.launcher.progress.Numbers;
import tools.jackson.databind.JsonNode;

/** Formats JSON values for the cells of a table and for messages. */
public final class Cells {

    private Cells() {
    }

    /** Returns the number with separators; {@code -} when it is unknown. */
    public static String count(JsonNode value) {
        return value.isNumber() ? Numbers.count(Math.round(value.asDouble())) : "-";
    }

    /** Returns the texts of an array, separated by commas; {@code -} when it is empty. */
    public static String list(JsonNode array) {
        return array.isEmpty() ? "-"
                : array.valueStream().map((element) -> element.asString("")).collect(Collectors.joining(", "));
    }

    /** Returns the value as text for a user; {@code -} when it is unknown. */
    public static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "-";
        }
        return value.isString() ? value.asString() : value.toString();
    }

}
