package io.sensorstreams.consumer.listen;

import io.sensorstreams.consumer.group.ListenerSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;

import org.springframework.kafka.annotation.KafkaListener;

/** Receives the records of a consumer group, on one thread for each partition. */
class SubscribedListener {

    private final ListenerSpec spec;

    private final ConsumerLoops loops;

    SubscribedListener(ListenerSpec spec, ConsumerLoops loops) {
        this.spec = spec;
        this.loops = loops;
    }

    public ListenerSpec spec() {
        return this.spec;
    }

    @KafkaListener(id = "#{__listener.spec().id()}", groupId = "#{__listener.spec().group()}",
            clientIdPrefix = "#{__listener.spec().clientId()}", topics = "#{__listener.spec().topics()}",
            autoStartup = "false", batch = "true")
    void receive(ConsumerRecords<byte[], byte[]> records, Consumer<?, ?> consumer) {
        this.loops.received(records, consumer);
    }

}
