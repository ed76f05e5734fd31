package io.sensorstreams.consumer.replay;

import java.io.Serial;
import java.util.List;

/** There is no such group. */
final class UnknownGroupException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    UnknownGroupException(String group, List<String> known) {
        super("No group '" + group + "'; known: " + known);
    }

}
