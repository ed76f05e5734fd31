package io.sensorstreams.launcher.console.call;

import java.util.stream.Collectors;

import io.sensorstreams.launcher.progress.Numbers;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads JSON. Numbers keep their digits: {@code 27.0} is not {@code 27}. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .build();

    private Json() {
    }

    /**
     * Reads any JSON value.
     * @throws JacksonException when the text is not JSON
     */
    public static JsonNode read(String text) {
        return MAPPER.readTree(text);
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
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
