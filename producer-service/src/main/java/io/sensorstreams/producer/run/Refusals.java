package io.sensorstreams.producer.run;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import io.sensorstreams.common.access.KafkaRefusal;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps why Kafka refuses rows of a stream permanently. Thread-safe.
 */
final class Refusals {

    /** These concern the row or its topic, others the transaction, which is retried. */
    private static final List<Class<? extends Exception>> FOR_GOOD = List.of(InvalidRecordException.class,
            TopicAuthorizationException.class, InvalidTopicException.class, PolicyViolationException.class,
            InvalidTimestampException.class, RecordBatchTooLargeException.class,
            UnsupportedForMessageFormatException.class);

    private static final Logger LOGGER = LoggerFactory.getLogger(Refusals.class);

    private final AtomicReference<@Nullable String> first = new AtomicReference<>();

    void add(String topic, Exception failure) {
        reason(topic, failure).ifPresent((reason) -> this.first.compareAndSet(null, reason));
    }

    /** Removes and returns the first reason; null when there is none. */
    @Nullable String take() {
        return this.first.getAndSet(null);
    }

    /** Logs that a stream has failed; the cause is null unless it was unexpected. */
    static void log(SensorStream stream, String reason, @Nullable Throwable unexpected) {
        LOGGER.atWarn()
            .addKeyValue("stream", stream.name())
            .addKeyValue("row", stream.progress().position().row())
            .setCause(unexpected)
            .log("Stream failed: {}", reason);
    }

    /** Returns why Kafka refuses a row permanently; empty when a retry may succeed. */
    private static Optional<String> reason(String topic, Exception failure) {
        if (failure instanceof RecordTooLargeException) {
            return Optional
                .of("A row is too large for topic '" + topic + "': raise its max.message.bytes, and for rows "
                        + "over 1 MB spring.kafka.producer.properties.max.request.size of the producer-service; then "
                        + "start the stream again. Kafka says: " + failure.getMessage());
        }
        boolean forGood = FOR_GOOD.stream().anyMatch((type) -> type.isInstance(failure));
        return forGood ? Optional.of("Kafka refuses rows for topic '" + topic + "': " + KafkaRefusal.message(failure))
                : Optional.empty();
    }

}
