package io.sensorstreams.common.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

import io.sensorstreams.common.topic.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records of the topic {@value Topics#LEDGER}: JSON, keyed by group, topic, partition and
 * file. All files of one topic partition stand in one partition of the ledger.
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

    /** Reads a record's value. */
    public static LedgerEntry decode(byte[] value) {
        return MAPPER.readValue(value, LedgerEntry.class);
    }

    private static ProducerRecord<byte[], byte[]> toRecord(LedgerEntry entry, byte @Nullable [] value, int partitions) {
        int partition = Math.floorMod(Objects.hash(entry.group(), entry.topic(), entry.partition()), partitions);
        return new ProducerRecord<>(Topics.LEDGER, partition, entry.key().getBytes(StandardCharsets.UTF_8), value);
    }

}
