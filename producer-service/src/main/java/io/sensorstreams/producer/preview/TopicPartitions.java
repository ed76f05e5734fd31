package io.sensorstreams.producer.preview;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.common.kafka.LazyAdmin;
import io.sensorstreams.common.kafka.Topics;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;

import org.springframework.stereotype.Component;

/**
 * Asks Kafka for the partitions of a topic and never creates it. Thread-safe.
 */
@Component
class TopicPartitions {

    /** Longest wait; a preview without partitions is better than a slow one. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final LazyAdmin admin;

    TopicPartitions(LazyAdmin admin) {
        this.admin = admin;
    }

    /**
     * Returns the number of partitions of a topic; empty when there is no such topic, or
     * Kafka does not answer.
     */
    OptionalInt of(String topic) {
        try {
            TopicDescription described = Topics.describe(this.admin, TIMEOUT, topic).get(topic);
            return (described != null) ? OptionalInt.of(described.partitions().size()) : OptionalInt.empty();
        }
        catch (ExecutionException | TimeoutException | KafkaException e) {
            return OptionalInt.empty();
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

}
