package io.sensorstreams.launcher.console.stream;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.regex.Pattern;

import io.sensorstreams.launcher.view.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns the text of a random field into JSON: {@code number:int,min=0,max=100} into
 * <code>"number":{"type":"int","min":0,"max":100}</code>.
 */
final class FieldText {

    private static final Pattern FIELD = Pattern.compile("[^:]+:[a-z]+(,[A-Za-z]+=[^,]+)*");

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");

    private FieldText() {
    }

    /**
     * Adds the field to the others.
     * @throws IllegalArgumentException when the text is no field
     */
    static void addTo(ObjectNode fields, String text) {
        if (!FIELD.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "', expected NAME:TYPE or NAME:TYPE,KEY=VALUE such as number:int,min=0,max=100");
        }
        int colon = text.indexOf(':');
        String[] parts = text.substring(colon + 1).split(",", -1);
        ObjectNode field = fields.putObject(text.substring(0, colon));
        field.put("type", parts[0]);
        Arrays.stream(parts).skip(1).forEach((part) -> set(field, part));
    }

    private static void set(ObjectNode field, String part) {
        String key = part.substring(0, part.indexOf('='));
        String value = part.substring(part.indexOf('=') + 1);
        if (key.equals("values")) {
            ArrayNode values = Json.object().putArray(key);
            Arrays.stream(value.split("\\|", -1)).forEach(values::add);
            field.set(key, values);
        }
        else if (NUMBER.matcher(value).matches()) {
            field.put(key, new BigDecimal(value));
        }
        else {
            field.put(key, value);
        }
    }

}
