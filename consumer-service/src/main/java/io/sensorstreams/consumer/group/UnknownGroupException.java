package io.sensorstreams.consumer.group;

import java.io.Serial;

public final class UnknownGroupException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public UnknownGroupException(String group, Iterable<String> known) {
        super("No group '" + group + "'; known: " + String.join(", ", known));
    }

}
