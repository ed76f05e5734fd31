package io.sensorstreams.producer.row;

import java.io.Serial;

/**
 * Thrown when the file system fails while a source is read. The source may be valid:
 * reading it may succeed later.
 */
public final class ReadFailedException extends SourceException {

    @Serial
    private static final long serialVersionUID = 1L;

    public ReadFailedException(String message, Throwable cause) {
        super(message, cause);
    }

}
