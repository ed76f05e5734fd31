package io.sensorstreams.common.web.problem;

import java.io.Serial;

/**
 * Thrown when a request body exceeds the size limit.
 */
public class BodyTooLargeException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     * @param maxBytes size limit in bytes
     */
    public BodyTooLargeException(long maxBytes) {
        super("The body has more than the " + maxBytes + " bytes that a request may have");
    }

}
