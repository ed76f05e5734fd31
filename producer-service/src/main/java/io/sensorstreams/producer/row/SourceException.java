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

    public SourceException(String message) {
        super(message);
    }

    public SourceException(String message, Throwable cause) {
        super(message, cause);
    }

}
