package io.sensorstreams.system;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads whole topics. */
final class CommittedRecords {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private CommittedRecords() {
    }

    /**
     * Reads all records of topics that are committed at the time of the call.
     * @throws TimeoutException when they are not read in two minutes
     */
    static void read(String bootstrapServers, List<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        long end = System.nanoTime() + LONGEST.toNanos();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = topics.stream()
                .flatMap((topic) -> consumer.partitionsFor(topic).stream())
                .map((partition) -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch((partition) -> consumer.position(partition) < ends.get(partition))) {
                if (System.nanoTime() - end > 0) {
                    throw new TimeoutException("The ends " + ends + " are not read after " + LONGEST);
                }
                consumer.poll(Duration.ofMillis(100)).forEach(reader);
            }
        }
    }

}
