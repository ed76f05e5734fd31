package io.sensorstreams.consumer.files;

import java.io.IOException;
import java.io.Serial;

/** The rest of a response cannot be read, after its status was sent. */
final class BrokenBodyException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    BrokenBodyException(IOException cause) {
        super(cause.getMessage(), cause);
    }

}
