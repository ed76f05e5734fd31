package io.sensorstreams.launcher.console.show;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.Collectors;

import io.sensorstreams.launcher.progress.Numbers;
import tools.jackson.databind.JsonNode;

/** Formats JSON values for the cells of a table and for messages. */
public final class Cells {

    private static final double SMALL = 10;

    private Cells() {
    }

    /** Returns the number with separators; {@code -} when it is unknown. */
    public static String count(JsonNode value) {
        return value.isNumber() ? Numbers.count(Math.round(value.asDouble())) : "-";
    }

    /**
     * Returns a rate, with at most two decimals when it is small, else without; {@code -}
     * when it is unknown.
     */
    public static String rate(JsonNode value) {
        if (!value.isNumber() || value.asDouble() >= SMALL) {
            return count(value);
        }
        return BigDecimal.valueOf(value.asDouble())
            .setScale(2, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString();
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
