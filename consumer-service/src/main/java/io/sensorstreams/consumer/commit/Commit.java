package io.sensorstreams.consumer.commit;

import java.util.List;
import java.util.Map;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerGap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What becomes true at once, or not at all.
 *
 * @param files files that changed
 * @param deleted files that are no more
 * @param gaps rows that are in no file
 * @param closed gaps that are no more
 * @param deadLetters records that could not be written
 * @param offsets where the group goes on
 */
public record Commit(List<LedgerEntry> files, List<LedgerEntry> deleted, List<LedgerGap> gaps, List<LedgerGap> closed,
        List<ProducerRecord<byte[], byte[]>> deadLetters, Map<TopicPartition, OffsetAndMetadata> offsets) {

    /** Copies the collections. */
    public Commit {
        files = List.copyOf(files);
        deleted = List.copyOf(deleted);
        gaps = List.copyOf(gaps);
        closed = List.copyOf(closed);
        deadLetters = List.copyOf(deadLetters);
        offsets = Map.copyOf(offsets);
    }

    /** Makes a commit of what was read. */
    public Commit(List<LedgerEntry> files, List<LedgerGap> gaps, List<ProducerRecord<byte[], byte[]>> deadLetters,
            Map<TopicPartition, OffsetAndMetadata> offsets) {
        this(files, List.of(), gaps, List.of(), deadLetters, offsets);
    }

}
