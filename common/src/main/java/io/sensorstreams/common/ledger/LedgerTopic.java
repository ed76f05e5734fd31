package io.sensorstreams.common.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

import io.sensorstreams.common.topic.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records of the topic {@value Topics#LEDGER}: JSON, keyed by group, topic, partition and
 * file, or what stands for a gap. All of one topic partition stand in one partition of
 * the ledger.
 */
public final class LedgerTopic {

    /** Partitions of the ledger when the services create it. */
    public static final int PARTITIONS = 4;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private LedgerTopic() {
    }

    /**
     * Makes the record that says what is committed to a file now.
     * @param partitions partitions of the ledger topic
     */
    public static ProducerRecord<byte[], byte[]> commit(LedgerEntry entry, int partitions) {
        return toRecord(entry, MAPPER.writeValueAsBytes(entry), partitions);
    }

    /**
     * Makes the record that says that a file is no more.
     * @param partitions partitions of the ledger topic
     */
    public static ProducerRecord<byte[], byte[]> delete(LedgerEntry entry, int partitions) {
        return toRecord(entry, null, partitions);
    }

    /**
     * Makes the record that says which rows are in no file.
     * @param partitions partitions of the ledger topic
     */
    public static ProducerRecord<byte[], byte[]> commit(LedgerGap gap, int partitions) {
        return toRecord(gap, MAPPER.writeValueAsBytes(gap), partitions);
    }

    /**
     * Makes the record that says that rows are no longer lacking.
     * @param partitions partitions of the ledger topic
     */
    public static ProducerRecord<byte[], byte[]> delete(LedgerGap gap, int partitions) {
        return toRecord(gap, null, partitions);
    }

    /** Reads a record. */
    static LedgerRecord decode(String key, byte[] value) {
        Class<? extends LedgerRecord> type = LedgerGap.isKey(key) ? LedgerGap.class : LedgerEntry.class;
        return MAPPER.readValue(value, type);
    }

    private static ProducerRecord<byte[], byte[]> toRecord(LedgerEntry entry, byte @Nullable [] value, int partitions) {
        return toRecord(partition(entry.group(), entry.topic(), entry.partition(), partitions), entry, value);
    }

    private static ProducerRecord<byte[], byte[]> toRecord(LedgerGap gap, byte @Nullable [] value, int partitions) {
        return toRecord(partition(gap.group(), gap.topic(), gap.partition(), partitions), gap, value);
    }

    private static int partition(String group, String topic, int partition, int partitions) {
        return Math.floorMod(Objects.hash(group, topic, partition), partitions);
    }

    private static ProducerRecord<byte[], byte[]> toRecord(int partition, LedgerRecord meant, byte @Nullable [] value) {
        return new ProducerRecord<>(Topics.LEDGER, partition, meant.key().getBytes(StandardCharsets.UTF_8), value);
    }

}
