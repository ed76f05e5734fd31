package io.sensorstreams.common.web.problem;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/** Describes Java types in terms of JSON. */
final class JsonKind {

    private JsonKind() {
    }

    /**
     * Returns the kind of a type with its article: a number, a whole number, true or
     * false, a time zone, a time, a list, an object, or text for every other type.
     */
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
