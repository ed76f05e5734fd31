package io.sensorstreams.consumer.reread;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import io.sensorstreams.common.topic.LazyAdmin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import org.springframework.stereotype.Component;

/**
 * Where the partitions of a topic begin and end, and how far a group has come. Each
 * method gives an offset by partition, and throws {@link TimeoutException} when the
 * broker does not answer.
 */
@Component
public class TopicOffsets {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final LazyAdmin admin;

    TopicOffsets(LazyAdmin admin) {
        this.admin = admin;
    }

    /** Id of the topic that has this name now; empty without one. */
    public String id(String topic) throws TimeoutException, InterruptedException {
        try {
            return describe(topic).topicId().toString();
        }
        catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return "";
            }
            throw unanswered(e);
        }
    }

    /** Offsets of the first record that Kafka still holds; empty without the topic. */
    public SortedMap<Integer, Long> starts(String topic) throws TimeoutException, InterruptedException {
        return list(topic, OffsetSpec.earliest());
    }

    /** Offsets behind the last record that is decided; empty without the topic. */
    public SortedMap<Integer, Long> ends(String topic) throws TimeoutException, InterruptedException {
        return list(topic, OffsetSpec.latest());
    }

    /**
     * Offsets of the first record with this timestamp or a later one; -1 when there is
     * none.
     * @param timestamp milliseconds since 1970
     */
    public SortedMap<Integer, Long> at(String topic, long timestamp) throws TimeoutException, InterruptedException {
        return list(topic, OffsetSpec.forTimestamp(timestamp));
    }

    /**
     * Offsets that a group has committed; only of partitions where it has. Transactions
     * being ended are waited for.
     */
    public SortedMap<Integer, Long> committed(String group, String topic)
            throws TimeoutException, InterruptedException {
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        try {
            this.admin
                .ask((client, millis) -> client
                    .listConsumerGroupOffsets(Map.of(group, new ListConsumerGroupOffsetsSpec()),
                            new ListConsumerGroupOffsetsOptions().requireStable(true).timeoutMs(millis))
                    .partitionsToOffsetAndMetadata(group), TIMEOUT)
                .forEach((partition, offset) -> {
                    if (partition.topic().equals(topic) && offset != null) {
                        offsets.put(partition.partition(), offset.offset());
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
        try {
            Map<TopicPartition, OffsetSpec> specs = describe(topic).partitions()
                .stream()
                .collect(Collectors.toMap((partition) -> new TopicPartition(topic, partition.partition()),
                        (partition) -> which));
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

    private TopicDescription describe(String topic) throws ExecutionException, TimeoutException, InterruptedException {
        return this.admin
            .ask((client, millis) -> client
                .describeTopics(List.of(topic), new DescribeTopicsOptions().timeoutMs(millis))
                .allTopicNames(), TIMEOUT)
            .values()
            .iterator()
            .next();
    }

    private static TimeoutException unanswered(ExecutionException e) {
        return (TimeoutException) new TimeoutException("Kafka does not tell the offsets: " + e.getMessage())
            .initCause(e);
    }

}
