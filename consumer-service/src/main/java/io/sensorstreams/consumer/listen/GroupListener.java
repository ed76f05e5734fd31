package io.sensorstreams.consumer.listen;

import io.sensorstreams.consumer.group.ListenerSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;

import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.annotation.TopicPartition;

/**
 * Receives the records of a group, on one thread for each partition. Its container is
 * started when the topics exist.
 */
abstract class GroupListener {

    private final ListenerSpec spec;

    private final ConsumerLoops loops;

    private GroupListener(ListenerSpec spec, ConsumerLoops loops) {
        this.spec = spec;
        this.loops = loops;
    }

    /** Read by the annotations. */
    public ListenerSpec spec() {
        return this.spec;
    }

    void received(ConsumerRecords<byte[], byte[]> records, Consumer<?, ?> consumer) {
        this.loops.received(records, consumer);
    }

    /** Shares the partitions of its topics with other instances. */
    static final class Subscribed extends GroupListener {

        Subscribed(ListenerSpec spec, ConsumerLoops loops) {
            super(spec, loops);
        }

        @KafkaListener(id = "#{__listener.spec().id()}", groupId = "#{__listener.spec().group()}",
                clientIdPrefix = "#{__listener.spec().clientId()}", topics = "#{__listener.spec().topics()}",
                autoStartup = "false", batch = "true")
        void receive(ConsumerRecords<byte[], byte[]> records, Consumer<?, ?> consumer) {
            received(records, consumer);
        }

    }

    /** Reads partitions of one topic that are assigned by hand. */
    static final class HandAssigned extends GroupListener {

        HandAssigned(ListenerSpec spec, ConsumerLoops loops) {
            super(spec, loops);
        }

        @KafkaListener(id = "#{__listener.spec().id()}", groupId = "#{__listener.spec().group()}",
                clientIdPrefix = "#{__listener.spec().clientId()}",
                topicPartitions = @TopicPartition(topic = "#{__listener.spec().topics()[0]}",
                        partitions = "#{__listener.spec().partitions()}"),
                autoStartup = "false", batch = "true")
        void receive(ConsumerRecords<byte[], byte[]> records, Consumer<?, ?> consumer) {
            received(records, consumer);
        }

    }

}
