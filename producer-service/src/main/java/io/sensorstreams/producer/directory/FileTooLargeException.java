package io.sensorstreams.producer.source;

import java.io.Serial;

/**
 * An upload is larger than allowed.
 */
public final class FileTooLargeException extends SourceException {

    @Serial
    private static final long serialVersionUID = 1L;

    FileTooLargeException(String file, long maxBytes) {
        super(file + " has more than the " + maxBytes + " bytes that an upload may have");
    }

}
