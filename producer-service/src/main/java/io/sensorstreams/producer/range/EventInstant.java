package io.sensorstreams.producer.range;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.DateTimeException;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import org.jspecify.annotations.Nullable;

/**
 * Requires a text that {@link EventTimes#millis} accepts. Null is valid.
 */
@Documented
@Target({ ElementType.FIELD, ElementType.PARAMETER })
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = EventInstant.Validator.class)
public @interface EventInstant {

    String message() default "must be a time such as 2023-08-01T00:00, 2023-08-01 or 2023-08-01T00:00+02:00, in the years 1 to 9999";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    final class Validator implements ConstraintValidator<EventInstant, String> {

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            try {
                if (text != null) {
                    EventTimes.millis(text, null);
                }
                return true;
            }
            catch (DateTimeException e) {
                return false;
            }
        }

    }

}
