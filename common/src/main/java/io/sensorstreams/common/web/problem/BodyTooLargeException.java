package io.sensorstreams.common.web.problem;

import java.io.Serial;

/**
 * A request's body is larger than is read.
 */
public class BodyTooLargeException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     * @param maxBytes most bytes that are read
     */
    public BodyTooLargeException(long maxBytes) {
        super("The body has more than the " + maxBytes + " bytes that a request may have");
    }

}
