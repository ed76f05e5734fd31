package io.sensorstreams.common.web.body;

import java.util.Set;
import java.util.stream.Collectors;

import jakarta.validation.ConstraintViolation;
import org.jspecify.annotations.Nullable;

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

    private static final int MAX_REPORTED = 20;

    /** Stops at the first violation; null in that validator itself. */
    private final @Nullable FewViolations first;

    FewViolations() {
        this(new FewViolations(null));
    }

    private FewViolations(@Nullable FewViolations first) {
        this.first = first;
        if (first == null) {
            setConfigurationInitializer(
                    (configuration) -> configuration.addProperty("hibernate.validator.fail_fast", "true"));
        }
    }

    @Override
    public void afterPropertiesSet() {
        super.afterPropertiesSet();
        if (this.first != null) {
            this.first.afterPropertiesSet();
        }
    }

    @Override
    public void validate(Object target, Errors errors) {
        validate(target, errors, new Object[0]);
    }

    @Override
    public void validate(Object target, Errors errors, Object... hints) {
        if (this.first != null && isLarge()) {
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
        super.processConstraintViolations(
                violations.stream().limit(MAX_REPORTED).collect(Collectors.toUnmodifiableSet()), errors);
    }

    @Override
    public void destroy() {
        if (this.first != null) {
            this.first.destroy();
        }
        super.destroy();
    }

}
