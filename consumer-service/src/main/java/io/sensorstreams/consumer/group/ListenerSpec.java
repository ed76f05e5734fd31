package io.sensorstreams.consumer.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import io.sensorstreams.consumer.commit.TransactionalId.Owner;
import io.sensorstreams.consumer.setting.SensorProperties;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.sink.Sinks;
import org.apache.kafka.common.TopicPartition;

/**
 * One listener: a group that shares its topics' partitions with other instances, or
 * hand-assigned partitions of one topic. {@code id} names its threads, and {@code
 * partitions} is empty when the group assigns them.
 */
public record ListenerSpec(String id, String group, String clientId, List<String> topics, List<Integer> partitions) {

    public static List<ListenerSpec> of(SensorProperties properties, Sinks sinks) {
        List<TopicPartition> byHand = properties.assign().stream().map(ListenerSpec::parse).toList();
        List<ListenerSpec> specs = new ArrayList<>();
        for (String group : sinks.groups()) {
            List<String> topics = sinks.ofGroup(group).stream().map(Sink::topic).toList();
            String clientId = properties.instance() + "-" + group;
            if (byHand.isEmpty()) {
                specs.add(new ListenerSpec(group, group, clientId, topics, List.of()));
            }
            else {
                topics.forEach(
                        (topic) -> byHand(group, topic, clientId, byHand).map((spec) -> spec.withIdOtherThan(specs))
                            .ifPresent(specs::add));
            }
        }
        return List.copyOf(specs);
    }

    private static Optional<ListenerSpec> byHand(String group, String topic, String clientId,
            List<TopicPartition> assigned) {
        List<Integer> partitions = assigned.stream()
            .filter((partition) -> partition.topic().equals(topic))
            .map(TopicPartition::partition)
            .distinct()
            .toList();
        return partitions.isEmpty() ? Optional.empty() : Optional
            .of(new ListenerSpec(group + "-" + topic, group, clientId + "-" + topic, List.of(topic), partitions));
    }

    /** The id {@code a-b-c} may be of topic {@code b-c} or of group {@code a-b}. */
    private ListenerSpec withIdOtherThan(List<ListenerSpec> others) {
        boolean free = others.stream().noneMatch((other) -> other.id().equals(this.id));
        return free ? this
                : new ListenerSpec(this.group + "/" + topic(), this.group, this.clientId, this.topics, this.partitions);
    }

    /** Whether a group member is a thread of a replica, judged by its client id. */
    public static boolean isClientOf(String clientId, Owner owner) {
        return clientId.matches(Pattern.quote(owner.instance() + "-" + owner.group() + "-") + "\\d{1,9}");
    }

    private static TopicPartition parse(String assigned) {
        int colon = assigned.lastIndexOf(':');
        return new TopicPartition(assigned.substring(0, colon), Integer.parseInt(assigned.substring(colon + 1)));
    }

    /** Whether the partitions are assigned by hand. */
    public boolean isByHand() {
        return !this.partitions.isEmpty();
    }

    /** The only topic of a listener with hand-assigned partitions. */
    String topic() {
        return this.topics.get(0);
    }

}
