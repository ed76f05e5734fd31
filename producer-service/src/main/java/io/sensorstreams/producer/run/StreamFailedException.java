package io.sensorstreams.producer.run;

import java.io.Serial;

/**
 * A stream cannot go on by itself; the message says why and is fit to be shown to the
 * user.
 */
class StreamFailedException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    StreamFailedException(String message) {
        super(message);
    }

}
