package io.sensorstreams.common.web.openapi;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.math.BigDecimal;

import io.swagger.v3.oas.models.media.JsonSchema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

/** Converts annotations of Bean Validation to keywords of a schema. */
final class Constraints {

    private Constraints() {
    }

    /** Whether the element must not be null in every request. */
    static boolean isRequired(AnnotatedElement element) {
        NotNull notNull = element.getAnnotation(NotNull.class);
        return (notNull != null && notNull.groups().length == 0) || element.isAnnotationPresent(NotBlank.class)
                || element.isAnnotationPresent(NotEmpty.class);
    }

    static boolean isConstrained(AnnotatedElement element) {
        for (Annotation annotation : element.getAnnotations()) {
            if (annotation.annotationType().isAnnotationPresent(jakarta.validation.Constraint.class)
                    || annotation instanceof jakarta.validation.Valid) {
                return true;
            }
        }
        return false;
    }

    static void apply(AnnotatedElement element, JsonSchema schema) {
        for (Annotation annotation : element.getAnnotations()) {
            if (annotation instanceof Min min) {
                schema.setMinimum(BigDecimal.valueOf(min.value()));
            }
            else if (annotation instanceof Max max) {
                schema.setMaximum(BigDecimal.valueOf(max.value()));
            }
            else if (annotation instanceof Positive) {
                schema.setExclusiveMinimumValue(BigDecimal.ZERO);
            }
            else if (annotation instanceof PositiveOrZero) {
                schema.setMinimum(BigDecimal.ZERO);
            }
            else if (annotation instanceof Pattern pattern) {
                // Bean Validation matches the whole text, JSON Schema a part of it.
                schema.setPattern("^(?:" + pattern.regexp() + ")$");
            }
            else if (annotation instanceof NotBlank) {
                schema.setMinLength(1);
            }
            else if (annotation instanceof NotEmpty) {
                size(schema, 1, Integer.MAX_VALUE);
            }
            else if (annotation instanceof Size size) {
                size(schema, size.min(), size.max());
            }
        }
    }

    private static void size(JsonSchema schema, int min, int max) {
        Integer least = (min > 0) ? Integer.valueOf(min) : null;
        Integer most = (max < Integer.MAX_VALUE) ? Integer.valueOf(max) : null;
        if (schema.getItems() != null) {
            schema.setMinItems((least != null) ? least : schema.getMinItems());
            schema.setMaxItems((most != null) ? most : schema.getMaxItems());
        }
        else if (schema.getAdditionalProperties() != null) {
            schema.setMinProperties(least);
            schema.setMaxProperties(most);
        }
        else {
            schema.setMinLength((least != null) ? least : schema.getMinLength());
            schema.setMaxLength(most);
        }
    }

}
