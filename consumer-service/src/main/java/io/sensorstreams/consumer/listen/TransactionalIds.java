package io.sensorstreams.consumer.listen;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Transactional ids of the consumer threads. An id that comes again after a restart ends
 * the transaction that its predecessor left open, instead of waiting for its timeout. A
 * thread of a group takes the lowest number that is free: {@code consumer-0-AIR-2}. A
 * thread with a partition given by hand is fenced by nothing but its id, so the id
 * belongs to the partition, whoever has it: {@code AIR-AIR-0}. Thread-safe.
 */
final class TransactionalIds {

    private final SensorProperties properties;

    private final Map<Consumer<?, ?>, String> taken = new HashMap<>();

    TransactionalIds(SensorProperties properties) {
        this.properties = properties;
    }

    /** Takes an id for a consumer, on its thread. */
    String take(Consumer<?, ?> consumer) {
        String group = consumer.groupMetadata().groupId();
        if (this.properties.assign().isEmpty()) {
            return takeLowest(consumer, ofThreads(this.properties.instance(), group));
        }
        return ofPartition(group, new HashSet<>(consumer.assignment()));
    }

    private synchronized String takeLowest(Consumer<?, ?> consumer, String prefix) {
        String id = lowestFree(prefix);
        this.taken.put(consumer, id);
        return id;
    }

    /** How the ids of all threads of a replica begin; a number follows, from 0. */
    static String ofThreads(String instance, String group) {
        return instance + "-" + group + "-";
    }

    private String lowestFree(String prefix) {
        int number = 0;
        while (this.taken.containsValue(prefix + number)) {
            number++;
        }
        return prefix + number;
    }

    private static String ofPartition(String group, Set<TopicPartition> assigned) {
        TopicPartition only = assigned.iterator().next();
        return group + "-" + only.topic() + "-" + only.partition();
    }

    synchronized void release(Consumer<?, ?> consumer) {
        this.taken.remove(consumer);
    }

}
