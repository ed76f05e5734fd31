package io.sensorstreams.producer.directory;

import java.io.Serial;

import io.sensorstreams.producer.row.SourceException;

/**
 * Thrown when a file does not fit the dialect that is declared for it.
 */
public final class UnfitDialectException extends SourceException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** The message begins with the name of the file. */
    UnfitDialectException(String looks) {
        super(looks + "; correct the dialect of the source, or let it be found with \"auto\"");
    }

}
