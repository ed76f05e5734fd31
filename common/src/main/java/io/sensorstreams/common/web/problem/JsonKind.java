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

    private static final Map<Class<?>, String> KNOWN = Map.of(Double.class, "a number", Float.class, "a number",
            BigDecimal.class, "a number", Boolean.class, "true or false", ZoneId.class,
            "a time zone such as Europe/Berlin", LocalDateTime.class, "a time such as 2026-01-31T12:00:00");

    private JsonKind() {
    }

    /** Returns the kind of a type with its article, such as {@code a whole number}. */
    static String of(Class<?> type) {
        Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(type);
        String known = KNOWN.get(boxed);
        if (known != null) {
            return known;
        }
        if (Number.class.isAssignableFrom(boxed)) {
            return "a whole number";
        }
        if (Collection.class.isAssignableFrom(boxed) || boxed.isArray()) {
            return "a list";
        }
        return (boxed.isRecord() || boxed.isInterface() || Map.class.isAssignableFrom(boxed)) ? "an object" : "text";
    }

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
