package io.sensorstreams.consumer.series;

import java.io.Serial;

/**
 * Thrown when too many series are being read.
 */
final class SeriesBusyException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    SeriesBusyException(int most) {
        super(most + " series are being read, more are not read at the same time");
    }

}
