package io.sensorstreams.consumer.standing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import io.sensorstreams.common.kafka.LazyAdmin;
import io.sensorstreams.common.kafka.Topics;
import io.sensorstreams.consumer.sink.PartitionKey;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import org.springframework.stereotype.Component;

/**
 * Reads the first and last offsets of a topic's partitions, and the committed offsets of
 * a group. Each method returns offsets by partition, and throws {@link TimeoutException}
 * when the broker does not answer.
 */
@Component
public class TopicOffsets {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final LazyAdmin admin;

    TopicOffsets(LazyAdmin admin) {
        this.admin = admin;
    }

    /** Current id of the topic with this name; empty when it does not exist. */
    public String id(String topic) throws TimeoutException, InterruptedException {
        return find(topic).map((found) -> found.topicId().toString()).orElse("");
    }

    /** Offsets of the first record that Kafka has; empty if the topic is missing. */
    public SortedMap<Integer, Long> starts(String topic) throws TimeoutException, InterruptedException {
        return list(topic, OffsetSpec.earliest());
    }

    /** Offsets after the last decided record; empty when the topic does not exist. */
    public SortedMap<Integer, Long> ends(String topic) throws TimeoutException, InterruptedException {
        return list(topic, OffsetSpec.latest());
    }

    /** Offsets of the first record from this time in milliseconds on; -1 if none. */
    public SortedMap<Integer, Long> at(String topic, long timestamp) throws TimeoutException, InterruptedException {
        return list(topic, OffsetSpec.forTimestamp(timestamp));
    }

    /** Committed offsets without those in a transaction that is not decided. */
    public SortedMap<Integer, OffsetAndMetadata> committed(String group, String topic, Duration timeout)
            throws TimeoutException, InterruptedException {
        return committed(group, topic, new ListConsumerGroupOffsetsSpec(), timeout);
    }

    /** Committed offset of one partition, unless it is in a transaction. */
    public Optional<OffsetAndMetadata> committed(PartitionKey key, Duration timeout)
            throws TimeoutException, InterruptedException {
        ListConsumerGroupOffsetsSpec only = new ListConsumerGroupOffsetsSpec()
            .topicPartitions(List.of(new TopicPartition(key.topic(), key.partition())));
        return Optional.ofNullable(committed(key.group(), key.topic(), only, timeout).get(key.partition()));
    }

    private SortedMap<Integer, OffsetAndMetadata> committed(String group, String topic,
            ListConsumerGroupOffsetsSpec which, Duration timeout) throws TimeoutException, InterruptedException {
        SortedMap<Integer, OffsetAndMetadata> offsets = new TreeMap<>();
        try {
            this.admin
                .ask((client, millis) -> client
                    .listConsumerGroupOffsets(Map.of(group, which),
                            new ListConsumerGroupOffsetsOptions().requireStable(true).timeoutMs(millis))
                    .partitionsToOffsetAndMetadata(group), timeout)
                .forEach((partition, offset) -> {
                    if (partition.topic().equals(topic) && offset != null) {
                        offsets.put(partition.partition(), offset);
                    }
                });
        }
        catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw unanswered(e);
            }
        }
        return offsets;
    }

    private SortedMap<Integer, Long> list(String topic, OffsetSpec which)
            throws TimeoutException, InterruptedException {
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        Optional<TopicDescription> found = find(topic);
        if (found.isEmpty()) {
            return offsets;
        }
        Map<TopicPartition, OffsetSpec> specs = found.get()
            .partitions()
            .stream()
            .collect(Collectors.toMap((partition) -> new TopicPartition(topic, partition.partition()),
                    (partition) -> which));
        try {
            this.admin
                .ask((client, millis) -> client
                    .listOffsets(specs, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs(millis))
                    .all(), TIMEOUT)
                .forEach((partition, info) -> offsets.put(partition.partition(), info.offset()));
        }
        catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw unanswered(e);
            }
        }
        return offsets;
    }

    private Optional<TopicDescription> find(String topic) throws TimeoutException, InterruptedException {
        try {
            return Topics.find(this.admin, TIMEOUT, topic);
        }
        catch (ExecutionException e) {
            throw unanswered(e);
        }
    }

    private static TimeoutException unanswered(ExecutionException e) {
        return LazyAdmin.unanswered("Kafka did not return the offsets: " + e.getMessage(), e);
    }

}
