package io.sensorstreams.common.web.live;

/** Thrown when the largest number of clients watches already, or the service stops. */
final class TooManyWatchersException extends RuntimeException {

    TooManyWatchersException(String message) {
        super(message);
    }

}
