package io.sensorstreams.consumer.audit;

import java.io.Serial;
import java.util.List;

final class UnknownGroupsException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    UnknownGroupsException(List<String> unknown, List<String> known) {
        super("has unknown groups " + unknown + "; known: " + known);
    }

}
