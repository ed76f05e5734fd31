package io.sensorstreams.producer.csv;

import java.io.Serial;

import io.sensorstreams.producer.row.SourceException;

/**
 * Thrown when more text must be read before the first row than the caller wants.
 */
public final class FarStartException extends SourceException {

    @Serial
    private static final long serialVersionUID = 1L;

    FarStartException(String file, long most) {
        super(file + " must be read as a whole before its last row, and has more than " + most + " bytes of text");
    }

}
