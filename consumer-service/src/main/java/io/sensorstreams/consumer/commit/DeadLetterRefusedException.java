package io.sensorstreams.consumer.commit;

import java.io.Serial;
import java.util.Set;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Kafka refuses a dead letter permanently. Nothing of the transaction is committed.
 */
public final class DeadLetterRefusedException extends KafkaException {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final Set<Class<?>> TOO_LARGE = Set.of(RecordTooLargeException.class,
            RecordBatchTooLargeException.class);

    private static final Set<Class<?>> FOR_GOOD = Set.of(InvalidRecordException.class, InvalidTopicException.class,
            TopicAuthorizationException.class, UnknownTopicOrPartitionException.class);

    private final String topic;

    private final boolean tooLarge;

    DeadLetterRefusedException(String topic, Throwable refusal) {
        super("Kafka refused a dead letter for topic " + topic + ": " + refusal.getMessage(), refusal);
        this.topic = topic;
        this.tooLarge = isOneOf(TOO_LARGE, refusal);
    }

    static boolean isRefusal(Throwable failure) {
        return isOneOf(TOO_LARGE, failure) || isOneOf(FOR_GOOD, failure);
    }

    /** A client that times out while it waits for a topic has the reason as the cause. */
    private static boolean isOneOf(Set<Class<?>> refusals, Throwable failure) {
        Throwable cause = failure.getCause();
        return refusals.contains(failure.getClass()) || (cause != null && refusals.contains(cause.getClass()));
    }

    public String topic() {
        return this.topic;
    }

    /** Whether Kafka may accept a smaller dead letter. */
    public boolean isTooLarge() {
        return this.tooLarge;
    }

}
