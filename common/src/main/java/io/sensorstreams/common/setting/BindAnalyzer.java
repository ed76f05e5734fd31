package io.sensorstreams.common.setting;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationErrors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.ConversionException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/**
 * Reports each invalid setting with its value and the expected values. Spring Boot's own
 * report names Java classes and constants, which users do not know.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class BindAnalyzer extends AbstractFailureAnalyzer<BindException> {

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
        String expected = SettingKind.of(e.getTarget().getType().resolve(Object.class));
        if (e.getCause() instanceof ConversionException && e.getProperty() != null && expected != null) {
            return List.of("%s is '%s', expected %s".formatted(SettingName.of(e.getName().toString()),
                    e.getProperty().getValue(), expected));
        }
        return List.of();
    }

    private static String fault(String prefix, ObjectError error) {
        if (error instanceof FieldError field && !(field.getRejectedValue() instanceof Boolean)) {
            return "%s is '%s', %s".formatted(SettingName.of(prefix + "." + field.getField()), field.getRejectedValue(),
                    field.getDefaultMessage());
        }
        // A fault of several settings names them in its message.
        return String.valueOf(error.getDefaultMessage());
    }

}
