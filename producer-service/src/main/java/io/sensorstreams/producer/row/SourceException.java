package io.sensorstreams.producer.row;

import java.io.IOException;
import java.io.Serial;

/**
 * A source cannot be opened or read on; the message names the file and is fit to be shown
 * to the user.
 */
public class SourceException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     * @param message what is wrong with which file
     */
    public SourceException(String message) {
        super(message);
    }

    /**
     * Creates the exception.
     * @param message what is wrong with which file
     * @param cause what was thrown underneath
     */
    public SourceException(String message, Throwable cause) {
        super(message, cause);
    }

}
