package io.sensorstreams.consumer.balance;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.TopicPartition;

/**
 * Distributes a group's partitions evenly over its replicas, and then over the threads of
 * each replica. Kafka's own assignors only see threads: each thread of the first replica
 * would keep a partition, and replicas that join later would get none. Cooperative: a
 * thread keeps reading the partitions that do not move. Created by the Kafka client.
 */
public final class ReplicaAssignor implements ConsumerPartitionAssignor, Configurable {

    /** Consumer setting with the name of the replica. */
    public static final String REPLICA = "sensor.replica";

    private String replica = "";

    @Override
    public String name() {
        return "sensor-replica";
    }

    @Override
    public List<RebalanceProtocol> supportedProtocols() {
        return List.of(RebalanceProtocol.COOPERATIVE);
    }

    @Override
    public void configure(Map<String, ?> settings) {
        Object name = settings.get(REPLICA);
        this.replica = (name != null) ? name.toString() : "";
    }

    @Override
    public ByteBuffer subscriptionUserData(Set<String> topics) {
        return StandardCharsets.UTF_8.encode(this.replica);
    }

    @Override
    public GroupAssignment assign(Cluster metadata, GroupSubscription group) {
        ReplicaBalance balance = new ReplicaBalance();
        group.groupSubscription().forEach((id, subscription) -> balance.add(id, replica(subscription), subscription));
        group.groupSubscription()
            .values()
            .stream()
            .flatMap((subscription) -> subscription.topics().stream())
            .distinct()
            .flatMap((topic) -> metadata.partitionsForTopic(topic).stream())
            .map((partition) -> new TopicPartition(partition.topic(), partition.partition()))
            .sorted(Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition))
            .forEach(balance::add);
        Map<String, Assignment> assignments = new HashMap<>();
        balance.assign().forEach((id, partitions) -> assignments.put(id, new Assignment(partitions)));
        return new GroupAssignment(assignments);
    }

    private static String replica(Subscription subscription) {
        ByteBuffer name = subscription.userData();
        return (name != null) ? StandardCharsets.UTF_8.decode(name.duplicate()).toString() : "";
    }

}
