package io.sensorstreams.launcher.api;

import java.io.IOException;

/** A service rejected a request because the request is not valid in its current state. */
public final class RefusedException extends IOException {

    private static final long serialVersionUID = 1;

    private final String type;

    private final String detail;

    /** The type ends in {@code :stream-completed} or the like. The detail is in words. */
    RefusedException(String type, String detail, String message) {
        super(message);
        this.type = type;
        this.detail = detail;
    }

    /** Whether the service named this problem, such as {@code file-changed}. */
    public boolean is(String problem) {
        return this.type.endsWith(":" + problem);
    }

    public String detail() {
        return this.detail;
    }

}
