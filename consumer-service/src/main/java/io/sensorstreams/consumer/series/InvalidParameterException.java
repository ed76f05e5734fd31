package io.sensorstreams.consumer.series;

import java.io.Serial;

/**
 * Thrown when a parameter of a request is invalid.
 */
final class InvalidParameterException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String parameter;

    /**
     * Creates the exception.
     * @param reason continues a sentence that begins with the parameter
     */
    InvalidParameterException(String parameter, String reason) {
        super(reason);
        this.parameter = parameter;
    }

    String parameter() {
        return this.parameter;
    }

}
