package io.sensorstreams.producer.directory;

import java.io.Serial;

import io.sensorstreams.producer.row.SourceException;

public final class FileTooLargeException extends SourceException {

    @Serial
    private static final long serialVersionUID = 1L;

    FileTooLargeException(String file, long maxBytes) {
        super(file + " has more than the " + maxBytes + " bytes that an upload may have");
    }

}
