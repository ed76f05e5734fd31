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
 * The topics that consumer groups read at one instant.
 *
 * @param topics topics with an assigned member or a committed offset
 * @param complete whether no group reads another topic; false while a group rebalances
 */
record ReadTopics(Set<String> topics, boolean complete) {

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

    /** Whether no group reads a topic; empty when unknown. */
    Optional<Boolean> isUnread(String topic) {
        if (this.topics.contains(topic)) {
            return Optional.of(false);
        }
        return this.complete ? Optional.of(true) : Optional.empty();
    }

}
