package io.sensorstreams.producer.row;

import java.io.IOException;
import java.io.Serial;

/**
 * Thrown when a source cannot be opened or read. The message names the file and may be
 * shown to the user.
 */
public class SourceException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     * @param message name of the file, and what is wrong
     */
    public SourceException(String message) {
        super(message);
    }

    /**
     * Creates the exception.
     * @param message name of the file, and what is wrong
     * @param cause cause of the failure
     */
    public SourceException(String message, Throwable cause) {
        super(message, cause);
    }

}
