package io.sensorstreams.common.web.problem;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.sensorstreams.common.json.InvalidValueException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Describes an exception of Jackson in terms of JSON instead of Java.
 */
final class JsonFault {

    private static final int MAX_QUOTED = 100;

    private JsonFault() {
    }

    /**
     * Returns the JSON path of the fault, such as {@code source.stations[2]}. Keys of
     * maps are in brackets, as in Bean Validation: {@code source.fields[pressure].max}.
     * {@code body} for the whole body.
     */
    static String path(JacksonException e) {
        if (JsonSyntax.isConcerned(e)) {
            return JsonSyntax.PATH;
        }
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            }
            else if (step.from() instanceof Map) {
                path.append('[').append(step.getPropertyName()).append(']');
            }
            else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        if (e instanceof InvalidTypeIdException) {
            path.append(path.isEmpty() ? "" : ".").append("type");
        }
        return path.isEmpty() ? JsonSyntax.PATH : path.toString();
    }

    /** Returns what is wrong and what was expected, in terms of JSON. */
    static String reason(JacksonException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "is not a known field; known: " + unknown.getKnownPropertyIds();
        }
        if (e instanceof InvalidTypeIdException wrong) {
            String found = (wrong.getTypeId() != null) ? "is '" + wrong.getTypeId() + "'" : "is missing";
            return found + ", expected one of " + types(wrong.getBaseType().getRawClass());
        }
        if (e instanceof MismatchedInputException mismatch) {
            return mismatch(mismatch);
        }
        if (e instanceof InputCoercionException tooLarge) {
            return "is beyond the limits, expected " + JsonKind.withLimits(tooLarge.getTargetType());
        }
        return JsonSyntax.isConcerned(e) ? JsonSyntax.reason(e) : "cannot be read";
    }

    private static String mismatch(MismatchedInputException e) {
        if (e instanceof InvalidValueException) {
            return e.getOriginalMessage();
        }
        if (e.getPath().isEmpty() && e.processor() instanceof JsonParser parser && hasTrailingValue(parser)) {
            return "has more than one JSON value";
        }
        Class<?> type = e.getTargetType();
        if (type == null) {
            return found(e);
        }
        return found(e) + ", expected " + (type.isEnum() ? "one of " + names(type) : JsonKind.of(type));
    }

    private static boolean hasTrailingValue(JsonParser parser) {
        TokenStreamContext root = parser.streamReadContext();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        return root.inRoot() && root.getEntryCount() > 1;
    }

    private static String found(MismatchedInputException e) {
        return (e instanceof InvalidFormatException wrong) ? found(wrong.getValue())
                : "is " + JsonKind.of(e.getCurrentToken());
    }

    private static String found(Object value) {
        if (value instanceof Double number && !Double.isFinite(number)) {
            return "is a number"; // as large as 1e999
        }
        if (value instanceof Number || value instanceof Boolean) {
            return "is " + value;
        }
        String text = String.valueOf(value);
        return "is '" + ((text.length() <= MAX_QUOTED) ? text : text.substring(0, MAX_QUOTED) + "…") + "'";
    }

    private static List<String> types(Class<?> base) {
        JsonSubTypes known = base.getAnnotation(JsonSubTypes.class);
        return (known != null) ? Arrays.stream(known.value()).map(JsonSubTypes.Type::name).toList() : List.of();
    }

    private static List<String> names(Class<?> type) {
        return Arrays.stream(type.getFields()).filter(Field::isEnumConstant).map(JsonFault::name).toList();
    }

    private static String name(Field constant) {
        JsonProperty renamed = constant.getAnnotation(JsonProperty.class);
        return (renamed != null) ? renamed.value() : constant.getName();
    }

}
