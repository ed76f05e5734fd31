package io.sensorstreams.producer.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.sensorstreams.common.wire.RowIdentity;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads the committed records of a topic.
 */
public final class TopicReader {

    private final String bootstrapServers;

    public TopicReader(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Returns all committed records, ordered by partition and offset. Waits until the
     * transactions of all records are decided: Kafka completes a commit after its answer.
     */
    public List<ConsumerRecord<String, String>> read(String topic) {
        Map<String, Object> settings = Map.of("bootstrap.servers", this.bootstrapServers, "isolation.level",
                "read_committed", "auto.offset.reset", "earliest");
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            for (var info : consumer.partitionsFor(topic)) {
                TopicPartition partition = new TopicPartition(topic, info.partition());
                consumer.assign(List.of(partition));
                long end = end(partition);
                consumer.seekToBeginning(List.of(partition));
                while (consumer.position(partition) < end) {
                    consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                }
            }
        }
        return records;
    }

    /** Returns the offset after the last record, also of a transaction that is open. */
    private long end(TopicPartition partition) {
        try (var consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", this.bootstrapServers),
                new StringDeserializer(), new StringDeserializer())) {
            return consumer.endOffsets(List.of(partition)).get(partition);
        }
    }

    /** Returns the identities of all committed rows, sorted. */
    List<String> rows(String topic) {
        return read(topic).stream()
            .map(TopicReader::identity)
            .sorted((one, other) -> (one.run() != other.run()) ? Long.compare(one.run(), other.run())
                    : Long.compare(one.seq(), other.seq()))
            .map(RowIdentity::toString)
            .toList();
    }

    static RowIdentity identity(ConsumerRecord<?, ?> record) {
        return RowIdentity.of(record.headers()).orElseThrow();
    }

}
