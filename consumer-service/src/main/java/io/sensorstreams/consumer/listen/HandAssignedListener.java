package io.sensorstreams.consumer.listen;

import io.sensorstreams.consumer.group.ListenerSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;

import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.annotation.TopicPartition;

/** Receives the records of hand-assigned partitions, on one thread for each partition. */
class HandAssignedListener {

    private final ListenerSpec spec;

    private final ConsumerLoops loops;

    HandAssignedListener(ListenerSpec spec, ConsumerLoops loops) {
        this.spec = spec;
        this.loops = loops;
    }

    public ListenerSpec spec() {
        return this.spec;
    }

    @KafkaListener(id = "#{__listener.spec().id()}", groupId = "#{__listener.spec().group()}",
            clientIdPrefix = "#{__listener.spec().clientId()}",
            topicPartitions = @TopicPartition(topic = "#{__listener.spec().topics()[0]}",
                    partitions = "#{__listener.spec().partitions()}"),
            autoStartup = "false", batch = "true")
    void receive(ConsumerRecords<byte[], byte[]> records, Consumer<?, ?> consumer) {
        this.loops.received(records, consumer);
    }

}
