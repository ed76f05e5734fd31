package io.sensorstreams.common.web.live;

import java.io.Serial;

/** Thrown when the largest number of clients watches already, or the service stops. */
final class TooManyWatchersException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    TooManyWatchersException(String message) {
        super(message);
    }

}
