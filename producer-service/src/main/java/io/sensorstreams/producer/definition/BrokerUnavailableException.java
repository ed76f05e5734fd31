package io.sensorstreams.producer.definition;

import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.common.access.KafkaRefusal;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a request needs Kafka or another replica, which does not answer. The
 * request may be retried.
 */
public class BrokerUnavailableException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Waits for Kafka, for a bounded time. */
    @FunctionalInterface
    public interface Wait {

        void run() throws TimeoutException, InterruptedException;

    }

    private BrokerUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public static BrokerUnavailableException silent(Throwable cause) {
        return new BrokerUnavailableException(KafkaRefusal.of(cause).orElseGet(() -> "Kafka does not answer: " + cause),
                cause);
    }

    /** Runs a wait; throws this exception when Kafka does not answer in time. */
    public static void unlessAnswered(Wait wait) {
        try {
            wait.run();
        }
        catch (TimeoutException e) {
            throw silent(e);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopping(e);
        }
    }

    static BrokerUnavailableException notYetRead() {
        return new BrokerUnavailableException(
                "Kafka does not answer: it has not answered since the service started, and the streams are stored in it",
                null);
    }

    /** Commands before this one are still waiting for Kafka. */
    public static BrokerUnavailableException busy(Duration waited) {
        return new BrokerUnavailableException("Kafka does not answer: no answer within " + waited.toMillis()
                + " ms; other commands are waiting for it, too", null);
    }

    /** The thread of the command was interrupted. */
    public static BrokerUnavailableException stopping(Exception cause) {
        return new BrokerUnavailableException(
                "This replica is stopping; send the command to another replica, or retry it later", cause);
    }

    /** The owner is empty when no replica owns the stream. */
    public static BrokerUnavailableException ownerSilent(Optional<String> owner, Duration waited, Throwable cause) {
        String who = owner.map((name) -> "replica '" + name + "', which runs the stream,")
            .orElse("the replica that takes over the stream");
        return new BrokerUnavailableException(
                "The command is stored, but " + who + " has not applied it within " + waited.toMillis() + " ms", cause);
    }

}
