package io.sensorstreams.producer.pace;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.ZonedDateTime;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.support.CronExpression;

/**
 * Requires that a cron expression has at least one future instant, unlike that of 31
 * February.
 */
@Documented
@Target({ ElementType.FIELD, ElementType.PARAMETER })
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = EverDue.Validator.class)
@interface EverDue {

    String message() default "has no future instant: no day has such a date";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    final class Validator implements ConstraintValidator<EverDue, CronExpression> {

        @Override
        public boolean isValid(@Nullable CronExpression expression, ConstraintValidatorContext context) {
            return expression == null
                    || expression.next(ZonedDateTime.now(context.getClockProvider().getClock())) != null;
        }

    }

}
