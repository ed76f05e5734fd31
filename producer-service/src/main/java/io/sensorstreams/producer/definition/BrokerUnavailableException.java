package io.sensorstreams.producer.definition;

import java.io.Serial;
import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What was asked for needs Kafka or another replica, and they do not answer; it may be
 * asked again.
 */
public class BrokerUnavailableException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private BrokerUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Kafka does not answer. */
    public static BrokerUnavailableException silent(Throwable cause) {
        return new BrokerUnavailableException("Kafka does not answer: " + cause, cause);
    }

    /** Streams are stored in Kafka, and this replica has not read them yet. */
    static BrokerUnavailableException notYetRead() {
        return new BrokerUnavailableException(
                "Kafka does not answer: it has not since the service started; the streams are stored there", null);
    }

    /** Commands before this one still wait for Kafka. */
    public static BrokerUnavailableException busy(Duration waited) {
        return new BrokerUnavailableException(
                "Kafka does not answer: not within " + waited.toMillis() + " ms; other commands wait for it, too",
                null);
    }

    /** The thread of the command was interrupted. */
    public static BrokerUnavailableException stopping(Exception cause) {
        return new BrokerUnavailableException("This replica stops; give the command to another one, or again later",
                cause);
    }

    /**
     * What is wanted is stored, but the stream's owner has not carried it out in time.
     * @param owner the owner; empty when no replica is
     * @param waited how long it had
     */
    public static BrokerUnavailableException ownerSilent(Optional<String> owner, Duration waited, Throwable cause) {
        String who = owner.map((name) -> "replica '" + name + "', which runs the stream,")
            .orElse("a replica that takes the stream over");
        return new BrokerUnavailableException(
                "This is stored, but " + who + " has not carried it out within " + waited.toMillis() + " ms", cause);
    }

}
