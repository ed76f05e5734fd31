package io.sensorstreams.producer.stream;

import java.io.Serial;
import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A command needs Kafka, and Kafka does not answer.
 */
class BrokerUnavailableException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    BrokerUnavailableException(String reason, @Nullable Throwable cause) {
        this(cause, "Kafka does not answer: " + reason);
    }

    private BrokerUnavailableException(@Nullable Throwable cause, String message) {
        super(message, cause);
    }

    /**
     * What is wanted is stored, but the stream's owner has not carried it out in time.
     * @param owner the owner; empty when no replica is
     * @param waited how long it had
     */
    static BrokerUnavailableException ownerSilent(Optional<String> owner, Duration waited, Throwable cause) {
        String who = owner.map((name) -> "replica '" + name + "', which runs the stream,")
            .orElse("a replica that takes the stream over");
        return new BrokerUnavailableException(cause,
                "This is stored, but " + who + " has not carried it out within " + waited.toMillis() + " ms");
    }

}
