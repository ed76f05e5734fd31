package io.sensorstreams.producer.publish;

import java.util.Map;

import io.sensorstreams.common.kafka.LazyAdmin;
import io.sensorstreams.kafka.TestKafka;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RowTopicsIT {

    private static final Map<String, Object> BROKER = Map.of("bootstrap.servers", TestKafka.bootstrapServers());

    @Test
    void createsATopic() throws InterruptedException {
        try (LazyAdmin admin = new LazyAdmin(BROKER)) {
            assertThat(new RowTopics(admin, new TopicProperties(3, (short) 1)).prepare("row-topics")).isEqualTo(3);
            assertThat(new RowTopics(admin, new TopicProperties(5, (short) 1)).prepare("row-topics")).isEqualTo(3);
        }
    }

    @Test
    void refusesMoreReplicasThanBrokersAtOnce() {
        try (LazyAdmin admin = new LazyAdmin(BROKER)) {
            RowTopics topics = new RowTopics(admin, new TopicProperties(1, (short) 100));
            assertThatExceptionOfType(TopicRefusedException.class).isThrownBy(() -> topics.prepare("replicated"))
                .withMessageStartingWith(
                        "Kafka refuses topic 'replicated': Unable to replicate the partition 100 time");
        }
    }

}
