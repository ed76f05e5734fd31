package io.sensorstreams.consumer.sink;

import java.io.IOException;
import java.io.Serial;

/**
 * The disk did not take rows, or could not force them: it is full or broken, for all that
 * share it.
 */
public final class DiskFailedException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    DiskFailedException(IOException cause) {
        super(cause.getMessage(), cause);
    }

}
