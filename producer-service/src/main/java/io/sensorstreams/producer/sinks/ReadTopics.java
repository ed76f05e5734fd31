package io.sensorstreams.producer.sinks;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;

/**
 * The topics that consumer groups read, at one instant.
 *
 * @param topics topics with a member that reads them, or with an offset that a group
 * committed
 * @param complete whether a topic that is not among them is read by nobody; not so while
 * a group shares out its partitions
 */
record ReadTopics(Set<String> topics, boolean complete) {

    /** States in which the members of a group have what they read. */
    private static final Set<GroupState> SETTLED = Set.of(GroupState.STABLE, GroupState.EMPTY, GroupState.DEAD);

    static ReadTopics of(Collection<ConsumerGroupDescription> groups,
            Collection<Map<TopicPartition, OffsetAndMetadata>> committed) {
        Set<String> topics = new HashSet<>();
        groups.stream()
            .flatMap((group) -> group.members().stream())
            .flatMap((member) -> member.assignment().topicPartitions().stream())
            .forEach((partition) -> topics.add(partition.topic()));
        committed.forEach((offsets) -> offsets.keySet().forEach((partition) -> topics.add(partition.topic())));
        return new ReadTopics(topics, groups.stream().allMatch((group) -> SETTLED.contains(group.groupState())));
    }

    /** The same when some of the groups did not tell what they read. */
    ReadTopics incomplete() {
        return new ReadTopics(this.topics, false);
    }

    /** Whether nobody reads a topic; empty when that is not known. */
    Optional<Boolean> isUnread(String topic) {
        if (this.topics.contains(topic)) {
            return Optional.of(false);
        }
        return this.complete ? Optional.of(true) : Optional.empty();
    }

}
