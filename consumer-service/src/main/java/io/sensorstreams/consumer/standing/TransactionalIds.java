package io.sensorstreams.consumer.standing;

import java.util.HashMap;
import java.util.Map;

import io.sensorstreams.consumer.commit.TransactionalId;
import io.sensorstreams.consumer.setting.SensorProperties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Assigns transactional ids to the consumer threads. An id that is reused after a restart
 * aborts the transaction that its predecessor left open, without waiting for the timeout.
 * A thread of a group gets the lowest free number. A thread with a hand-assigned
 * partition is fenced only by its id, so that id belongs to the partition, whichever
 * replica owns it. Thread-safe.
 */
public final class TransactionalIds {

    private final SensorProperties properties;

    private final Map<Consumer<?, ?>, TransactionalId> taken = new HashMap<>();

    public TransactionalIds(SensorProperties properties) {
        this.properties = properties;
    }

    /** Assigns an id to a consumer, on its thread. */
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
            lowest = TransactionalId.ofThread(this.properties.instance(), group, ++number);
        }
        this.taken.put(consumer, lowest);
        return lowest;
    }

    public synchronized void release(Consumer<?, ?> consumer) {
        this.taken.remove(consumer);
    }

}
