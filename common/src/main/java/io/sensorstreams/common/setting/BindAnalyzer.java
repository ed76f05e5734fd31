package io.sensorstreams.common.setting;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationErrors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.ConversionException;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/**
 * Reports each invalid setting with its value and the expected values. Spring Boot's own
 * report names Java classes and constants, which users do not know.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class BindAnalyzer extends AbstractFailureAnalyzer<BindException> {

    private static final Map<Class<?>, String> EXPECTED = Map.of(Integer.class, "a whole number", Long.class,
            "a whole number", Short.class, "a whole number", Boolean.class, "true or false", Duration.class,
            "a duration such as 500ms, 5s or 1h", InetAddress.class, "an address of this machine such as 127.0.0.1",
            DataSize.class, "a size such as 64KB, 10MB or 1GB");

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
        List<String> faults = faults(cause);
        return faults.isEmpty() ? null
                : new FailureAnalysis(String.join("\n", faults), InvalidSettingAnalyzer.REMEDY, cause);
    }

    /** Returns the faults; empty when the report of Spring Boot is better. */
    private static List<String> faults(BindException e) {
        if (e.getCause() instanceof BindValidationException invalid) {
            ValidationErrors errors = invalid.getValidationErrors();
            List<String> faults = new ArrayList<>();
            errors.forEach((error) -> faults.add(fault(errors.getName().toString(), error)));
            return faults;
        }
        String expected = expected(e.getTarget().getType().resolve(Object.class));
        if (e.getCause() instanceof ConversionException && e.getProperty() != null && expected != null) {
            return List.of("%s is '%s', expected %s".formatted(names(e.getName().toString()),
                    e.getProperty().getValue(), expected));
        }
        return List.of();
    }

    private static String fault(String prefix, ObjectError error) {
        if (error instanceof FieldError field && !(field.getRejectedValue() instanceof Boolean)) {
            return "%s is '%s', %s".formatted(names(prefix + "." + field.getField()), field.getRejectedValue(),
                    field.getDefaultMessage());
        }
        // A fault of several settings names them in its message.
        return String.valueOf(error.getDefaultMessage());
    }

    /**
     * Returns both names of a setting, such as
     * {@code sensor.output-dir (SENSOR_OUTPUT_DIR)}.
     * @param property such as {@code sensor.topics[0]} or, from a field,
     * {@code sensor.outputDir}
     */
    private static String names(String property) {
        String name = property.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
        String variable = name.replaceAll("\\[\\d+]$", "")
            .replaceAll("[.\\-\\[]", "_")
            .replace("]", "")
            .toUpperCase(Locale.ROOT);
        return name + " (" + variable + ")";
    }

    /** Returns the valid values of a type; null when the type is unknown. */
    private static @Nullable String expected(Class<?> type) {
        Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(type);
        if (boxed.isEnum()) {
            return Arrays.stream(boxed.getEnumConstants())
                .map((value) -> value.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(" or "));
        }
        return EXPECTED.get(boxed);
    }

}
