package io.sensorstreams.consumer.directory;

import java.io.IOException;
import java.io.Serial;

/** The disk is full or broken, for every partition on it. */
public final class DiskFailedException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    public DiskFailedException(IOException cause) {
        super(cause.getMessage(), cause);
    }

}
