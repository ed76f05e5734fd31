package io.sensorstreams.launcher.api;

import java.io.IOException;

/** A service rejected a request because the request is not valid in its current state. */
public final class RefusedException extends IOException {

    private static final long serialVersionUID = 1;

    private final String type;

    private final String detail;

    /**
     * Creates the exception.
     * @param type type of the problem, which ends in {@code :stream-completed} or the
     * like
     * @param detail reason, in words
     * @param message reason and request
     */
    RefusedException(String type, String detail, String message) {
        super(message);
        this.type = type;
        this.detail = detail;
    }

    boolean is(String problem) {
        return this.type.endsWith(":" + problem);
    }

    public String detail() {
        return this.detail;
    }

}
