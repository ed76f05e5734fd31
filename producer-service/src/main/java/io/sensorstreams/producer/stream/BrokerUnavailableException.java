package io.sensorstreams.producer.stream;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * A command needs Kafka, and Kafka does not answer.
 */
class BrokerUnavailableException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    BrokerUnavailableException(String reason, @Nullable Throwable cause) {
        super("Kafka does not answer: " + reason, cause);
    }

}
