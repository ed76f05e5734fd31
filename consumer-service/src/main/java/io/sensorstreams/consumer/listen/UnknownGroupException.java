package io.sensorstreams.consumer.listen;

import java.io.Serial;

/** There is no such group. */
public final class UnknownGroupException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    UnknownGroupException(String group, Iterable<String> known) {
        super("No group '" + group + "'; known: " + String.join(", ", known));
    }

}
