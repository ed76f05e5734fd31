package io.sensorstreams.common.setting;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

/** Describes the valid values of a type of settings. */
final class SettingKind {

    private SettingKind() {
    }

    /**
     * Returns the valid values, such as {@code csv or jsonl}; null when the type is
     * unknown.
     */
    static @Nullable String of(Class<?> type) {
        Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(type);
        if (boxed.isEnum()) {
            return Arrays.stream(boxed.getEnumConstants())
                .map((value) -> value.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(" or "));
        }
        if (boxed == Integer.class || boxed == Long.class || boxed == Short.class) {
            return "a whole number";
        }
        if (boxed == Boolean.class) {
            return "true or false";
        }
        if (boxed == Duration.class) {
            return "a duration such as 500ms, 5s or 1h";
        }
        if (boxed == InetAddress.class) {
            return "an address of this machine such as 127.0.0.1";
        }
        return (boxed == DataSize.class) ? "a size such as 64KB, 10MB or 1GB" : null;
    }

}
