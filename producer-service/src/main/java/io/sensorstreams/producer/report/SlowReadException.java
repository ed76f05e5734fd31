package io.sensorstreams.producer.report;

import java.io.IOException;
import java.io.Serial;

/**
 * Thrown when a file has more rows than can be read in time.
 */
final class SlowReadException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    SlowReadException(String message) {
        super(message);
    }

}
