package io.sensorstreams.common.web.problem;

import java.io.Serial;

/** Thrown when a parameter of a request is invalid. */
public class InvalidParameterException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String parameter;

    /**
     * Creates the exception.
     * @param reason continues a sentence that begins with the parameter
     */
    public InvalidParameterException(String parameter, String reason) {
        super(reason);
        this.parameter = parameter;
    }

    public String parameter() {
        return this.parameter;
    }

}
