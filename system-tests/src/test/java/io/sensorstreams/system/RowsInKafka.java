package io.sensorstreams.system;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What is committed in a topic, by the header that names each row.
 */
final class RowsInKafka {

    private final String bootstrapServers;

    RowsInKafka(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** The {@code row} headers of all committed records. */
    List<String> identities(String topic) {
        Map<String, Object> settings = Map.of("bootstrap.servers", this.bootstrapServers, "isolation.level",
                "read_committed", "auto.offset.reset", "earliest");
        List<String> identities = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic)
                .stream()
                .map((partition) -> new TopicPartition(topic, partition.partition()))
                .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch((partition) -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach((record) -> identities.add(identity(record)));
            }
        }
        return identities;
    }

    private static String identity(ConsumerRecord<?, ?> record) {
        return new String(record.headers().lastHeader("row").value(), StandardCharsets.UTF_8);
    }

}
