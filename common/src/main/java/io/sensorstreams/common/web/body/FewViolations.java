package io.sensorstreams.common.web.body;

import java.util.Set;
import java.util.stream.Collectors;

import jakarta.validation.ConstraintViolation;

import org.springframework.validation.Errors;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Validates with Bean Validation and reports no more than a few violations of a body, of
 * a large one those of one list. Hibernate Validator hashes the whole body for each
 * violation, and Spring looks up its field among those before: the time grows with the
 * square of their number.
 */
final class FewViolations extends LocalValidatorFactoryBean {

    /** Attribute of a request whose body is large. */
    static final String LARGE = FewViolations.class.getName() + ".LARGE";

    /** More than anybody mends at once. */
    private static final int MAX_REPORTED = 20;

    /** Stops at the first constraint that is violated. */
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

    /** Reports the elements of one list at the most. */
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
