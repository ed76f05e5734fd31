package io.sensorstreams.common.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Pattern;

import io.sensorstreams.common.kafka.RefusedRecordException;
import io.sensorstreams.common.kafka.StoredJson;
import io.sensorstreams.common.kafka.TopicTable;
import io.sensorstreams.common.kafka.Topics;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Creates and decodes records of the topic {@value Topics#LEDGER}. Values are JSON. The
 * key of a file consists of group, topic, partition and file name; the key of a gap has
 * {@code @}, kind and first offset instead of the file name. All records of one group's
 * topic partition are in one partition of the ledger. A record in another partition is
 * invalid: records in different partitions have no order, so an older record could
 * replace a newer one.
 *
 * @param partitions partitions of the topic
 */
public record LedgerTopic(int partitions) implements TopicTable.Decoder<LedgerRecord> {

    /**
     * Number of partitions when a service creates the ledger. Further partitions are not
     * used, so that keys keep their partition when partitions are added.
     */
    public static final int PARTITIONS = 4;

    private static final Pattern GAP_KEY = Pattern
        .compile("[^/]+/[^/]+/(" + LedgerName.NUMBER.pattern() + ")/@[A-Z_]+-\\d{20}");

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final int MOST_BYTES = 16 * 1024;

    private static final StoredJson FILES = new StoredJson(MOST_BYTES, "group", "topic", "partition", "file",
            "firstOffset", "nextOffset", "rows", "bytes", "crc32c", "sealed", "owner");

    private static final StoredJson GAPS = new StoredJson(MOST_BYTES, "group", "topic", "partition", "from", "to",
            "kind", "rows", "reason", "at", "owner", "topicId", "acknowledged");

    public static NewTopic description(short replication) {
        return Topics.compacted(Topics.LEDGER, PARTITIONS, replication);
    }

    /**
     * Creates the record.
     * @param partitions partitions of the ledger topic
     */
    public static ProducerRecord<byte[], byte[]> commit(LedgerRecord state, int partitions) {
        return toRecord(state, MAPPER.writeValueAsBytes(state), partitions);
    }

    /**
     * Creates the tombstone.
     * @param partitions partitions of the ledger topic
     */
    public static ProducerRecord<byte[], byte[]> delete(LedgerRecord state, int partitions) {
        return toRecord(state, null, partitions);
    }

    private static ProducerRecord<byte[], byte[]> toRecord(LedgerRecord state, byte @Nullable [] value,
            int partitions) {
        int partition = partition(state.group(), state.topic(), state.partition(), partitions);
        return new ProducerRecord<>(Topics.LEDGER, partition, state.key().getBytes(StandardCharsets.UTF_8), value);
    }

    private static int partition(String group, String topic, int partition, int partitions) {
        return Math.floorMod(Objects.hash(group, topic, partition), Math.min(partitions, PARTITIONS));
    }

    /** Returns the partition of the ledger for a key; empty when the key is invalid. */
    OptionalInt partition(String key) {
        String[] parts = key.split("/", -1);
        return (parts.length == 4 && LedgerName.NUMBER.matcher(parts[2]).matches())
                ? OptionalInt.of(partition(parts[0], parts[1], Integer.parseInt(parts[2]), this.partitions))
                : OptionalInt.empty();
    }

    @Override
    public LedgerTopic ofPartitions(int count) {
        return new LedgerTopic(count);
    }

    @Override
    public void checkKey(String key, int partition) throws RefusedRecordException {
        if (LedgerName.parse(key).isEmpty() && !GAP_KEY.matcher(key).matches()) {
            throw new RefusedRecordException("names no output file and no gap");
        }
        OptionalInt expected = partition(key);
        if (expected.isPresent() && expected.getAsInt() != partition) {
            throw new RefusedRecordException(
                    "is in partition " + partition + ", but its key belongs to partition " + expected.getAsInt());
        }
    }

    @Override
    public LedgerRecord decode(ConsumerRecord<String, byte[]> record) throws RefusedRecordException {
        LedgerRecord state = LedgerGap.isKey(record.key()) ? GAPS.read(record.value(), LedgerGap.class)
                : FILES.read(record.value(), LedgerEntry.class);
        if (!state.key().equals(record.key())) {
            throw new RefusedRecordException("has the value of another key, '" + state.key() + "'");
        }
        return state;
    }

}
