package io.sensorstreams.producer.csv;

import java.io.Serial;

import io.sensorstreams.producer.row.SourceException;

/**
 * Thrown when more text must be decompressed before the first row than the caller wants.
 */
public final class FarStartException extends SourceException {

    @Serial
    private static final long serialVersionUID = 1L;

    FarStartException(String file, long most) {
        super(file + " is compressed and has more than " + most + " bytes of text before its end");
    }

}
