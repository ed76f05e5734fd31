package io.sensorstreams.launcher;

/** Something could not start; the message is the one line that the user reads. */
final class StartException extends Exception {

    private static final long serialVersionUID = 1;

    StartException(String message) {
        super(message);
    }

    StartException(String message, Throwable cause) {
        super(message, cause);
    }

}
