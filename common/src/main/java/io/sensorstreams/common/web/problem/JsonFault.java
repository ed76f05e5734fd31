package io.sensorstreams.common.web.problem;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.sensorstreams.common.json.InvalidValueException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

import org.springframework.http.HttpInputMessage;

/** Describes exceptions of Jackson in terms of JSON instead of Java. */
public final class JsonFault {

    /** Path of faults of the whole body. */
    public static final String BODY = "body";

    private JsonFault() {
    }

    /**
     * Returns the JSON path of the fault, such as {@code source.stations[2]}. Keys of
     * maps are in brackets, as in Bean Validation: {@code source.fields[pressure].max}.
     */
    static String path(JacksonException e) {
        if (isTwice(e)) {
            return BODY;
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
        return path.isEmpty() ? BODY : path.toString();
    }

    /**
     * Returns what is wrong and what was expected. The body is valid JSON, because its
     * syntax and its limits are checked before an object is created from it.
     * @param body body that can be read again
     */
    static String reason(JacksonException e, HttpInputMessage body) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "is not a known field; known: " + unknown.getKnownPropertyIds();
        }
        if (e instanceof InvalidTypeIdException wrong) {
            String found = (wrong.getTypeId() != null) ? "is '" + wrong.getTypeId() + "'" : "is missing";
            return found + ", expected one of " + types(wrong.getBaseType().getRawClass());
        }
        if (e instanceof MismatchedInputException mismatch) {
            return mismatch(mismatch, body);
        }
        if (e instanceof InputCoercionException tooLarge) {
            return "is beyond the limits, expected " + JsonKind.withLimits(tooLarge.getTargetType());
        }
        return isTwice(e) ? twice(e) : "cannot be read";
    }

    /** Whether an object has a field twice: the only fault of syntax in valid JSON. */
    private static boolean isTwice(JacksonException e) {
        return e instanceof StreamReadException && !(e instanceof InputCoercionException);
    }

    private static String twice(JacksonException e) {
        String name = (e.processor() instanceof JsonParser parser) ? parser.streamReadContext().currentName() : null;
        return "has the field " + JsonValue.quoted(String.valueOf(name)) + " twice" + place(e.getLocation());
    }

    private static String mismatch(MismatchedInputException e, HttpInputMessage body) {
        if (e instanceof InvalidValueException) {
            return e.getOriginalMessage();
        }
        if (e.getPath().isEmpty() && e.processor() instanceof JsonParser parser && hasTrailingValue(parser)) {
            return "has more than one JSON value";
        }
        Class<?> type = e.getTargetType();
        String found = "is " + ((e instanceof InvalidFormatException wrong) ? JsonValue.of(wrong.getValue())
                : JsonValue.at(e.getPath(), body));
        if (type == null) {
            return found;
        }
        return found + ", expected " + (type.isEnum() ? "one of " + names(type) : JsonKind.of(type));
    }

    private static boolean hasTrailingValue(JsonParser parser) {
        TokenStreamContext root = parser.streamReadContext();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        return root.inRoot() && root.getEntryCount() > 1;
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

    /** Returns why a body is not valid JSON, with line and column. */
    public static String syntax(JacksonException e) {
        String place = place(e.getLocation());
        return (e instanceof UnexpectedEndOfInputException) ? "is not valid JSON" + place + ": it ends too early"
                : "is not valid JSON in UTF-8" + place;
    }

    /** Returns line and column in brackets; empty when they are not known. */
    public static String place(@Nullable TokenStreamLocation location) {
        return (location != null && location.getLineNr() > 0)
                ? " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr()) : "";
    }

}
