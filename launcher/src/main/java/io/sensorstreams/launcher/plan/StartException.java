package io.sensorstreams.launcher.plan;

/** Something could not start. The message is the single line that the user sees. */
public final class StartException extends Exception {

    private static final long serialVersionUID = 1;

    public StartException(String message) {
        super(message);
    }

    public StartException(String message, Throwable cause) {
        super(message, cause);
    }

}
