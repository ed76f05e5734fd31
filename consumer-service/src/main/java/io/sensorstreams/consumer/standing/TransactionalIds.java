package io.sensorstreams.consumer.standing;

import java.util.HashMap;
import java.util.Map;

import io.sensorstreams.consumer.commit.TransactionalId;
import io.sensorstreams.consumer.setting.SensorProperties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Transactional ids of the consumer threads. An id that comes again after a restart ends
 * the transaction that its predecessor left open, instead of waiting for its timeout. A
 * thread of a group takes the lowest number that is free. A thread with a partition that
 * is assigned by hand is fenced by nothing but its id, so the id belongs to the
 * partition, whichever replica has it. Thread-safe.
 */
public final class TransactionalIds {

    private final SensorProperties properties;

    private final Map<Consumer<?, ?>, TransactionalId> taken = new HashMap<>();

    public TransactionalIds(SensorProperties properties) {
        this.properties = properties;
    }

    /** Takes an id for a consumer, on its thread. */
    public TransactionalId take(Consumer<?, ?> consumer) {
        String group = consumer.groupMetadata().groupId();
        if (this.properties.assign().isEmpty()) {
            return takeLowest(consumer, group);
        }
        TopicPartition only = consumer.assignment().iterator().next();
        return TransactionalId.ofPartition(group, only.topic(), only.partition());
    }

    private synchronized TransactionalId takeLowest(Consumer<?, ?> consumer, String group) {
        int number = 0;
        TransactionalId lowest = TransactionalId.ofThread(this.properties.instance(), group, number);
        while (this.taken.containsValue(lowest)) {
            number++;
            lowest = TransactionalId.ofThread(this.properties.instance(), group, number);
        }
        this.taken.put(consumer, lowest);
        return lowest;
    }

    public synchronized void release(Consumer<?, ?> consumer) {
        this.taken.remove(consumer);
    }

}
