package io.sensorstreams.consumer.group;

import java.io.Serial;

/** The group does not exist. */
public final class UnknownGroupException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     * @param known names of all groups
     */
    public UnknownGroupException(String group, Iterable<String> known) {
        super("No group '" + group + "'; known: " + String.join(", ", known));
    }

}
