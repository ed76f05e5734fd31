package io.sensorstreams.producer.run;

import java.io.Serial;

/**
 * Thrown when a stream cannot continue without an operator. The message states the reason
 * and may be shown to the user.
 */
class StreamFailedException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    StreamFailedException(String message) {
        super(message);
    }

}
