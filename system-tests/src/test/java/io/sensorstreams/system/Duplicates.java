package io.sensorstreams.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.ControlRecordType;
import org.apache.kafka.common.record.EndTransactionMarker;
import org.apache.kafka.common.record.FileRecords;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Finds rows that are committed in Kafka more than once, and shows the batches around
 * them as the brokers store them. Producer, epoch and sequence show whether a batch was
 * sent again. The coordinator epochs of the markers show whether two coordinators ended a
 * transaction differently.
 */
final class Duplicates {

    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** Batches are shown that are at most so many offsets before or after the rows. */
    private static final int AROUND = 100;

    private static final int MAX_LINES = 100;

    private final String bootstrapServers;

    private final List<Path> brokers;

    /**
     * Creates the search.
     * @param brokers log directory of each broker
     */
    Duplicates(String bootstrapServers, List<Path> brokers) {
        this.bootstrapServers = bootstrapServers;
        this.brokers = brokers;
    }

    /** Offsets of the copies of rows that a partition has more than once. */
    private record Copies(long first, long last, int count) {

        static Copies of(Copies before, long first, long last) {
            return (before == null) ? new Copies(first, last, 1)
                    : new Copies(Math.min(before.first(), first), Math.max(before.last(), last), before.count() + 1);
        }

    }

    /**
     * Reads whole topics.
     * @return a line for each partition with duplicates, followed by a line for each
     * batch of each broker
     */
    List<String> describe(List<String> topics, int partitions) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, Copies> found : find(topics, partitions).entrySet()) {
            Copies copies = found.getValue();
            lines.add("%s: %d rows are committed twice, between the offsets %d and %d".formatted(found.getKey(),
                    copies.count(), copies.first(), copies.last()));
            for (Path broker : this.brokers) {
                batches(broker.resolve(found.getKey()), copies).stream()
                    .limit(MAX_LINES)
                    .forEach((batch) -> lines.add(broker.getFileName() + ": " + batch));
            }
        }
        return lines;
    }

    /** Returns the copies by partition, such as {@code AIR-0}. */
    private Map<String, Copies> find(List<String> topics, int partitions) {
        Map<String, Copies> found = new TreeMap<>();
        Map<String, Long> offsets = new HashMap<>();
        List<TopicPartition> all = topics.stream()
            .flatMap((topic) -> IntStream.range(0, partitions).mapToObj((number) -> new TopicPartition(topic, number)))
            .toList();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, this.bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all, ANSWER);
            while (all.stream().anyMatch((one) -> consumer.position(one, ANSWER) < ends.get(one))) {
                for (ConsumerRecord<byte[], byte[]> row : consumer.poll(Duration.ofMillis(100))) {
                    String partition = row.topic() + "-" + row.partition();
                    String key = partition + " "
                            + new String(row.headers().lastHeader("row").value(), StandardCharsets.US_ASCII);
                    Long first = offsets.putIfAbsent(key, row.offset());
                    if (first != null) {
                        found.compute(partition, (any, before) -> Copies.of(before, first, row.offset()));
                    }
                }
            }
        }
        return found;
    }

    private static List<String> batches(Path partition, Copies copies) throws IOException {
        List<String> batches = new ArrayList<>();
        try (DirectoryStream<Path> segments = Files.newDirectoryStream(partition, "*.log")) {
            for (Path segment : segments) {
                try (FileRecords records = FileRecords.open(segment.toFile(), false)) {
                    StreamSupport.stream(records.batches().spliterator(), false)
                        .filter((batch) -> batch.lastOffset() >= copies.first() - AROUND
                                && batch.baseOffset() <= copies.last() + AROUND)
                        .map(Duplicates::describe)
                        .forEach(batches::add);
                }
            }
        }
        return batches;
    }

    private static String describe(RecordBatch batch) {
        return "%d..%d, leader epoch %d, producer %d, epoch %d, sequence %d..%d, %s".formatted(batch.baseOffset(),
                batch.lastOffset(), batch.partitionLeaderEpoch(), batch.producerId(), batch.producerEpoch(),
                batch.baseSequence(), batch.lastSequence(), batch.isControlBatch() ? marker(batch) : "rows");
    }

    private static String marker(RecordBatch batch) {
        Record marker = batch.iterator().next();
        return ControlRecordType.parse(marker.key()) + " by coordinator epoch "
                + EndTransactionMarker.deserialize(marker).coordinatorEpoch();
    }

}
