package io.sensorstreams.producer.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.sensorstreams.common.topic.LeavingConsumerFactory;
import io.sensorstreams.common.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.MessageListener;

/**
 * This replica's membership in the group that shares out the partitions of
 * {@code sensor-streams}. It reads no record and commits no offset.
 */
final class StreamMembership {

    private final KafkaMessageListenerContainer<byte[], byte[]> container;

    /**
     * Creates the membership; {@link #start} joins.
     * @param settings Kafka's settings of a consumer
     * @param runners is told what is given and taken
     * @param sessionTimeout how long the replica may be silent before it is put out
     * @param instance name of this replica; when it is killed and returns within that
     * time, it has its partitions back at once
     */
    StreamMembership(Map<String, Object> settings, StreamRunners runners, Duration sessionTimeout, String instance) {
        Map<String, Object> member = new HashMap<>(settings);
        member.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance);
        member.put(ConsumerConfig.CLIENT_ID_CONFIG, Topics.STREAMS + "-member");
        member.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, Math.toIntExact(sessionTimeout.toMillis()));
        member.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, Math.toIntExact(sessionTimeout.toMillis() / 6));
        member.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        member.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        member.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        member.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        member.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        member.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        ContainerProperties properties = new ContainerProperties(Topics.STREAMS);
        properties.setGroupId(Topics.STREAMS);
        properties.setAckMode(AckMode.MANUAL);
        properties.setConsumerRebalanceListener(runners);
        properties.setMessageListener((MessageListener<byte[], byte[]>) (record) -> {
        });
        this.container = new KafkaMessageListenerContainer<>(new LeavingConsumerFactory<>(member), properties);
        this.container.setBeanName(Topics.STREAMS + "-member");
    }

    void start() {
        this.container.start();
    }

    /**
     * Whether the replica was put out of the group for good, as happens when another one
     * comes with the same name.
     */
    boolean isLost() {
        return !this.container.isInExpectedState();
    }

    void stop() {
        this.container.stop();
    }

}
