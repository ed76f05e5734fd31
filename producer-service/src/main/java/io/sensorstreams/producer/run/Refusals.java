package io.sensorstreams.producer.run;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;

/**
 * Collects the streams with a row that Kafka refuses permanently. Kafka's I/O thread adds
 * streams, the runner takes them.
 */
final class Refusals {

    /**
     * Failures that concern the row or its topic. Other failures that are not retriable
     * concern the transaction, which is retried.
     */
    private static final List<Class<? extends Exception>> FOR_GOOD = List.of(InvalidRecordException.class,
            TopicAuthorizationException.class, InvalidTopicException.class, PolicyViolationException.class,
            InvalidTimestampException.class, RecordBatchTooLargeException.class,
            UnsupportedForMessageFormatException.class);

    private final Map<SensorStream, String> reasons = new ConcurrentHashMap<>();

    /** Returns the callback for rows of a stream that Kafka refused. */
    Consumer<Exception> of(SensorStream stream) {
        return (failure) -> {
            String reason = reason(stream.definition().spec().topic(), failure);
            if (!reason.isEmpty()) {
                this.reasons.putIfAbsent(stream, reason);
            }
        };
    }

    /** Why Kafka refuses the row permanently; empty when a retry may succeed. */
    private static String reason(String topic, Exception failure) {
        if (failure instanceof RecordTooLargeException) {
            return "A row is too large for topic '" + topic + "': raise its max.message.bytes, and for rows "
                    + "over 1 MB spring.kafka.producer.properties.max.request.size of the producer-service; then "
                    + "start the stream again. Kafka says: " + failure.getMessage();
        }
        boolean forGood = FOR_GOOD.stream().anyMatch((type) -> type.isInstance(failure));
        return forGood ? "Kafka refuses rows for topic '" + topic + "': " + failure.getMessage() : "";
    }

    /** Removes and returns the collected streams, with the reasons. */
    Map<SensorStream, String> take() {
        Map<SensorStream, String> taken = Map.copyOf(this.reasons);
        this.reasons.keySet().removeAll(taken.keySet());
        return taken;
    }

    void clear() {
        this.reasons.clear();
    }

}
