package io.sensorstreams.common.web.problem;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

import org.springframework.util.ClassUtils;

/** Describes Java types and tokens in terms of JSON. */
final class JsonKind {

    private JsonKind() {
    }

    /** Returns the kind of a type with its article, such as {@code a whole number}. */
    static String of(Class<?> type) {
        Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(type);
        if (Number.class.isAssignableFrom(boxed)) {
            return (boxed == Double.class || boxed == Float.class || boxed == BigDecimal.class) ? "a number"
                    : "a whole number";
        }
        if (boxed == Boolean.class) {
            return "true or false";
        }
        if (boxed == ZoneId.class) {
            return "a time zone such as Europe/Berlin";
        }
        if (boxed == LocalDateTime.class) {
            return "a time such as 2026-01-31T12:00:00";
        }
        if (Collection.class.isAssignableFrom(boxed) || boxed.isArray()) {
            return "a list";
        }
        return (boxed.isRecord() || boxed.isInterface() || Map.class.isAssignableFrom(boxed)) ? "an object" : "text";
    }

    /**
     * Returns the kind of a value with its article, such as {@code a list}.
     * @param token first token of the value; null at the end of the body
     */
    static String of(@Nullable JsonToken token) {
        if (token == null) {
            return "missing";
        }
        return switch (token) {
            case VALUE_STRING -> "text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE -> "true";
            case VALUE_FALSE -> "false";
            case START_ARRAY -> "a list";
            case START_OBJECT -> "an object";
            // The end of an object that does not have the field.
            case VALUE_NULL, END_OBJECT -> "missing";
            default -> "of another type";
        };
    }

    /** Returns the kind of a number with the limits of its type. */
    static String withLimits(@Nullable Class<?> type) {
        if (type == null) {
            return "a number";
        }
        Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(type);
        if (boxed == Integer.class) {
            return "a whole number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE;
        }
        return (boxed == Long.class) ? "a whole number from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE : of(type);
    }

}
