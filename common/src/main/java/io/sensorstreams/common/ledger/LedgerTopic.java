package io.sensorstreams.common.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Pattern;

import io.sensorstreams.common.topic.RefusedRecordException;
import io.sensorstreams.common.topic.StoredJson;
import io.sensorstreams.common.topic.Topics;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Creates and decodes records of the topic {@value Topics#LEDGER}. Values are JSON. The
 * key of a file consists of group, topic, partition and file name; the key of a gap has
 * {@code @}, kind and first offset instead of the file name. All records of one group's
 * topic partition are in one partition of the ledger.
 */
public final class LedgerTopic {

    /**
     * Number of partitions when a service creates the ledger. Further partitions are not
     * used, so that keys keep their partition when partitions are added.
     */
    public static final int PARTITIONS = 4;

    private static final Pattern NUMBER = Pattern.compile("0|[1-9]\\d{0,8}");

    private static final Pattern GAP_KEY = Pattern.compile("[^/]+/[^/]+/\\d+/@[A-Z_]+-\\d{20}");

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final int MOST_BYTES = 16 * 1024;

    private static final StoredJson FILES = new StoredJson(MOST_BYTES, "group", "topic", "partition", "file",
            "firstOffset", "nextOffset", "rows", "bytes", "crc32c", "sealed", "owner");

    private static final StoredJson GAPS = new StoredJson(MOST_BYTES, "group", "topic", "partition", "from", "to",
            "kind", "rows", "reason", "at", "owner", "topicId", "acknowledged");

    private LedgerTopic() {
    }

    /**
     * Returns the description for creating the topic.
     * @param replication replicas of each partition, or -1 for the broker's default
     */
    public static NewTopic description(short replication) {
        return Topics.compacted(Topics.LEDGER, PARTITIONS, replication);
    }

    /**
     * Creates the record that commits the state of a file.
     * @param partitions partitions of the ledger topic
     */
    public static ProducerRecord<byte[], byte[]> commit(LedgerEntry entry, int partitions) {
        return toRecord(entry, MAPPER.writeValueAsBytes(entry), partitions);
    }

    /**
     * Creates the tombstone of a file.
     * @param partitions partitions of the ledger topic
     */
    public static ProducerRecord<byte[], byte[]> delete(LedgerEntry entry, int partitions) {
        return toRecord(entry, null, partitions);
    }

    /**
     * Creates the record that commits a gap.
     * @param partitions partitions of the ledger topic
     */
    public static ProducerRecord<byte[], byte[]> commit(LedgerGap gap, int partitions) {
        return toRecord(gap, MAPPER.writeValueAsBytes(gap), partitions);
    }

    /**
     * Creates the tombstone of a gap.
     * @param partitions partitions of the ledger topic
     */
    public static ProducerRecord<byte[], byte[]> delete(LedgerGap gap, int partitions) {
        return toRecord(gap, null, partitions);
    }

    /**
     * Validates the key of a record.
     * @throws RefusedRecordException when the key is neither that of an output file nor
     * that of a gap
     */
    static void checkKey(String key) throws RefusedRecordException {
        if (LedgerName.parse(key).isEmpty() && !GAP_KEY.matcher(key).matches()) {
            throw new RefusedRecordException("names no output file and no gap");
        }
    }

    /**
     * Decodes a record.
     * @throws RefusedRecordException when the record is invalid
     */
    static LedgerRecord decode(String key, byte[] value) throws RefusedRecordException {
        LedgerRecord meant = LedgerGap.isKey(key) ? GAPS.read(value, LedgerGap.class)
                : FILES.read(value, LedgerEntry.class);
        if (!meant.key().equals(key)) {
            throw new RefusedRecordException("has the value of another key, '" + meant.key() + "'");
        }
        return meant;
    }

    private static ProducerRecord<byte[], byte[]> toRecord(LedgerEntry entry, byte @Nullable [] value, int partitions) {
        return toRecord(partition(entry.group(), entry.topic(), entry.partition(), partitions), entry, value);
    }

    private static ProducerRecord<byte[], byte[]> toRecord(LedgerGap gap, byte @Nullable [] value, int partitions) {
        return toRecord(partition(gap.group(), gap.topic(), gap.partition(), partitions), gap, value);
    }

    /**
     * Returns the partition of the ledger for a key.
     * @param partitions partitions of the ledger topic
     * @return empty when the key is invalid
     */
    static OptionalInt partition(String key, int partitions) {
        String[] parts = key.split("/", -1);
        return (parts.length == 4 && NUMBER.matcher(parts[2]).matches())
                ? OptionalInt.of(partition(parts[0], parts[1], Integer.parseInt(parts[2]), partitions))
                : OptionalInt.empty();
    }

    private static int partition(String group, String topic, int partition, int partitions) {
        return Math.floorMod(Objects.hash(group, topic, partition), Math.min(partitions, PARTITIONS));
    }

    private static ProducerRecord<byte[], byte[]> toRecord(int partition, LedgerRecord meant, byte @Nullable [] value) {
        return new ProducerRecord<>(Topics.LEDGER, partition, meant.key().getBytes(StandardCharsets.UTF_8), value);
    }

}
