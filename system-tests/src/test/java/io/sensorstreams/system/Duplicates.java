package io.sensorstreams.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.ControlRecordType;
import org.apache.kafka.common.record.EndTransactionMarker;
import org.apache.kafka.common.record.FileRecords;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.record.RecordBatch;

/**
 * Finds rows that are committed in Kafka more than once, and shows the batches around
 * them as the brokers store them. Producer, epoch and sequence show whether a batch was
 * sent again. A commit and an abort marker for one transaction show that two coordinators
 * ended it differently.
 */
final class Duplicates {

    /** Batches are shown that are at most so many offsets before or after a copy. */
    private static final int AROUND = 100;

    private static final int MAX_BATCHES = 60;

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

    private record Place(String partition, long offset) {

    }

    /**
     * Reads whole topics.
     * @return a text for each partition with duplicates: a line, and one for each batch
     * of each broker; a text with the reason when the topics cannot be read
     */
    List<String> describe(List<String> topics) {
        try {
            List<String> texts = new ArrayList<>();
            find(topics).forEach((partition, copies) -> texts.add(describe(partition, copies)));
            return texts;
        }
        catch (KafkaException e) {
            return List.of("duplicates in Kafka are not known: " + e);
        }
    }

    private String describe(String partition, NavigableSet<Long> copies) {
        StringJoiner text = new StringJoiner(System.lineSeparator() + "  ");
        text.add("%s: %d copies of rows that are committed more than once, from offset %d to %d".formatted(partition,
                copies.size(), copies.first(), copies.last()));
        for (Path broker : this.brokers) {
            try {
                List<String> batches = batches(broker.resolve(partition), copies);
                batches.stream().limit(MAX_BATCHES).forEach((batch) -> text.add(broker.getFileName() + ": " + batch));
                if (batches.size() > MAX_BATCHES) {
                    text.add(broker.getFileName() + ": " + (batches.size() - MAX_BATCHES) + " more batches");
                }
            }
            catch (IOException e) {
                text.add(broker.getFileName() + ": " + e);
            }
        }
        return text.toString();
    }

    /** Returns the offsets of all copies by partition, such as {@code AIR-0}. */
    private Map<String, NavigableSet<Long>> find(List<String> topics) {
        Map<String, NavigableSet<Long>> found = new TreeMap<>();
        Map<String, Place> places = new HashMap<>();
        CommittedRecords.read(this.bootstrapServers, topics, (row) -> add(row, places, found));
        return found;
    }

    private static void add(ConsumerRecord<byte[], byte[]> row, Map<String, Place> places,
            Map<String, NavigableSet<Long>> found) {
        Header identity = row.headers().lastHeader("row");
        if (identity == null) {
            return;
        }
        Place place = new Place(row.topic() + "-" + row.partition(), row.offset());
        Place first = places.putIfAbsent(row.topic() + " " + new String(identity.value(), StandardCharsets.US_ASCII),
                place);
        if (first != null) {
            Stream.of(first, place)
                .forEach(
                        (copy) -> found.computeIfAbsent(copy.partition(), (any) -> new TreeSet<>()).add(copy.offset()));
        }
    }

    private static List<String> batches(Path partition, NavigableSet<Long> copies) throws IOException {
        List<Path> segments = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(partition, "*.log")) {
            files.forEach(segments::add);
        }
        Collections.sort(segments);
        List<String> batches = new ArrayList<>();
        for (Path segment : segments) {
            try (FileRecords records = FileRecords.open(segment.toFile(), false)) {
                StreamSupport.stream(records.batches().spliterator(), false)
                    .filter((batch) -> isNear(batch, copies))
                    .map(Duplicates::describe)
                    .forEach(batches::add);
            }
        }
        return batches;
    }

    private static boolean isNear(RecordBatch batch, NavigableSet<Long> copies) {
        Long next = copies.ceiling(batch.baseOffset() - AROUND);
        return next != null && next <= batch.lastOffset() + AROUND;
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
