package io.sensorstreams.producer.publish;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.common.access.KafkaRefusal;
import io.sensorstreams.common.kafka.LazyAdmin;
import io.sensorstreams.common.kafka.Topics;
import io.sensorstreams.common.wire.DeadLetter;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Creates the topics that rows are sent to, if they are missing, and returns their
 * partitions. Thread-safe.
 */
public final class RowTopics {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final LazyAdmin admin;

    private final TopicProperties properties;

    private final Map<String, Integer> known = new ConcurrentHashMap<>();

    public RowTopics(LazyAdmin admin, TopicProperties properties) {
        this.admin = admin;
        this.properties = properties;
    }

    /**
     * Creates a topic and its dead-letter topic if they are missing.
     * @return number of the topic's partitions
     * @throws KafkaException when the broker does not answer in time, or refuses the
     * topic; {@link TopicRefusedException} when it does so permanently
     */
    public int prepare(String topic) throws InterruptedException {
        Integer partitions = this.known.get(topic);
        if (partitions == null) {
            partitions = create(topic);
            this.known.put(topic, partitions);
        }
        return partitions;
    }

    /** Clears the cache: a topic may have been deleted. */
    public void forget() {
        this.known.clear();
    }

    private int create(String topic) throws InterruptedException {
        try {
            Map<String, TopicDescription> topics = Topics.prepare(this.admin, TIMEOUT,
                    Topics.rows(topic, this.properties.partitions(), this.properties.replication()),
                    Topics.rows(DeadLetter.topicOf(topic), 1, this.properties.replication()));
            awaitLeaders(topics.values());
            return Objects.requireNonNull(topics.get(topic)).partitions().size();
        }
        catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw Topics.isForGood(cause) ? new TopicRefusedException(topic, cause)
                    : new KafkaException("Topic " + topic + " cannot be prepared: " + KafkaRefusal.text(cause), e);
        }
        catch (TimeoutException e) {
            throw new KafkaException("Topic " + topic + " cannot be prepared: no answer within " + TIMEOUT, e);
        }
    }

    /**
     * Sends a request that only the leader of a partition answers, to each partition. A
     * new leader that is not ready yet may receive the first batches out of order, and
     * refuses them until they time out.
     */
    private void awaitLeaders(Collection<TopicDescription> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        topics.forEach((topic) -> topic.partitions()
            .forEach((partition) -> ends.put(new TopicPartition(topic.name(), partition.partition()),
                    OffsetSpec.latest())));
        this.admin.ask((client, millis) -> client.listOffsets(ends, new ListOffsetsOptions().timeoutMs(millis)).all(),
                TIMEOUT);
    }

}
