package io.sensorstreams.common.kafka;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import org.hibernate.validator.HibernateValidator;

/**
 * Validates what requests have stored in internal topics, by the rules of the requests.
 * Thread-safe.
 */
public final class StoredSpecs {

    // Shared, because it takes long to make. One violation is enough; a crafted record
    // may
    // have thousands.
    private static final Validator VALIDATOR = Validation.byProvider(HibernateValidator.class)
        .configure()
        .failFast(true)
        .buildValidatorFactory()
        .getValidator();

    private StoredSpecs() {
    }

    /**
     * Checks the field {@code spec} of a record.
     * @param groups validation groups; none for the default
     * @throws RefusedRecordException when a constraint is violated
     */
    public static void check(Object spec, Class<?>... groups) throws RefusedRecordException {
        for (ConstraintViolation<Object> fault : VALIDATOR.validate(spec, groups)) {
            throw new RefusedRecordException(
                    "has an invalid 'spec." + fault.getPropertyPath() + "': " + fault.getMessage());
        }
    }

}
