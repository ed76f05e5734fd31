package io.sensorstreams.consumer.balance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.apache.kafka.common.TopicPartition;

/**
 * A consumer thread that takes part in a rebalance. Not thread-safe.
 */
final class GroupMember {

    private final String id;

    private final String replica;

    private final Set<String> topics;

    private final Set<TopicPartition> claimed;

    private final int generation;

    /** Partitions that the rebalance assigns to it. */
    private final List<TopicPartition> wanted = new ArrayList<>();

    /**
     * Creates a member.
     * @param claimed partitions that it still owns and may be writing
     * @param generation generation in which it was assigned them
     */
    GroupMember(String id, String replica, Set<String> topics, Set<TopicPartition> claimed, int generation) {
        this.id = id;
        this.replica = replica;
        this.topics = topics;
        this.claimed = claimed;
        this.generation = generation;
    }

    String id() {
        return this.id;
    }

    String replica() {
        return this.replica;
    }

    int generation() {
        return this.generation;
    }

    boolean claims(TopicPartition partition) {
        return this.claimed.contains(partition);
    }

    boolean reads(TopicPartition partition) {
        return this.topics.contains(partition.topic());
    }

    List<TopicPartition> wanted() {
        return this.wanted;
    }

}
