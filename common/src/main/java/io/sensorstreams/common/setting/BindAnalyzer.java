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
 * Names each setting that cannot be, the value seen and what was expected. Spring Boot
 * tells of classes and constants, which whoever sets a variable does not know.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class BindAnalyzer extends AbstractFailureAnalyzer<BindException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
        List<String> faults = faults(cause);
        return faults.isEmpty() ? null
                : new FailureAnalysis(String.join("\n", faults), InvalidSettingAnalyzer.REMEDY, cause);
    }

    /** Empty when Spring Boot knows better. */
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
        // What concerns several settings names them itself.
        return String.valueOf(error.getDefaultMessage());
    }

}
