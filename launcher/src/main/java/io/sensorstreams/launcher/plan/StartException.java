package io.sensorstreams.launcher.plan;

/** Something could not start; the message is the one line that the user reads. */
public final class StartException extends Exception {

    private static final long serialVersionUID = 1;

    public StartException(String message) {
        super(message);
    }

    public StartException(String message, Throwable cause) {
        super(message, cause);
    }

}
