package io.sensorstreams.consumer.replicas;

import java.io.Serial;

final class UnknownReplicaException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    UnknownReplicaException(String instance, Iterable<String> known) {
        super("No replica '" + instance + "'; known: " + String.join(", ", known));
    }

}
