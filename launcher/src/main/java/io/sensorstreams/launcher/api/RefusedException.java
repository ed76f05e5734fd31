package io.sensorstreams.launcher.api;

import java.io.IOException;

/** A service does not do what it was asked, because of what was asked. */
public final class RefusedException extends IOException {

    private static final long serialVersionUID = 1;

    private final String type;

    private final String detail;

    /**
     * Creates the refusal.
     * @param type of the problem, which ends in {@code :stream-completed} or the like
     * @param detail why, in words
     * @param message the same with the request
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
