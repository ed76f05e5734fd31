package io.sensorstreams.producer.directory;

import java.io.Serial;

import io.sensorstreams.producer.row.SourceException;

/**
 * Thrown when a request names a file that the data directory does not have.
 */
public final class UnknownFileException extends SourceException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     * @param cause why the file cannot be used
     */
    public UnknownFileException(SourceException cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }

}
