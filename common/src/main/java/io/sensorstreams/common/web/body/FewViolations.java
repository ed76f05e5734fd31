package io.sensorstreams.common.web.body;

import java.util.Set;
import java.util.stream.Collectors;

import jakarta.validation.ConstraintViolation;

import org.springframework.validation.Errors;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Validates with Bean Validation and limits the number of reported violations; for a
 * large body, validation stops at the first one. Hibernate Validator hashes the whole
 * body for each violation, and Spring searches the fields of all previous violations, so
 * the time grows with the square of their number.
 */
final class FewViolations extends LocalValidatorFactoryBean {

    /** Request attribute that marks a large body. */
    static final String LARGE = FewViolations.class.getName() + ".LARGE";

    /** Most violations in one response. */
    private static final int MAX_REPORTED = 20;

    /** Validator that stops at the first violation. */
    private final LocalValidatorFactoryBean first = new First();

    @Override
    public void afterPropertiesSet() {
        super.afterPropertiesSet();
        this.first.afterPropertiesSet();
    }

    @Override
    public void validate(Object target, Errors errors) {
        validate(target, errors, new Object[0]);
    }

    @Override
    public void validate(Object target, Errors errors, Object... hints) {
        if (isLarge()) {
            this.first.validate(target, errors, hints);
        }
        else {
            super.validate(target, errors, hints);
        }
    }

    private static boolean isLarge() {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        return request != null && request.getAttribute(LARGE, RequestAttributes.SCOPE_REQUEST) != null;
    }

    @Override
    protected void processConstraintViolations(Set<ConstraintViolation<Object>> violations, Errors errors) {
        super.processConstraintViolations(few(violations), errors);
    }

    private static Set<ConstraintViolation<Object>> few(Set<ConstraintViolation<Object>> violations) {
        return violations.stream().limit(MAX_REPORTED).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void destroy() {
        this.first.destroy();
        super.destroy();
    }

    /** Stops at the first violation; reports at most the elements of one list. */
    private static final class First extends LocalValidatorFactoryBean {

        First() {
            setConfigurationInitializer(
                    (configuration) -> configuration.addProperty("hibernate.validator.fail_fast", "true"));
        }

        @Override
        protected void processConstraintViolations(Set<ConstraintViolation<Object>> violations, Errors errors) {
            super.processConstraintViolations(few(violations), errors);
        }

    }

}
