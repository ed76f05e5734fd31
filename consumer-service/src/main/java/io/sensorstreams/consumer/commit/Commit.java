package io.sensorstreams.consumer.commit;

import java.util.List;
import java.util.Map;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerGap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Changes that one transaction commits together.
 *
 * @param deleted files to remove from the ledger
 * @param gaps gaps with rows that are in no file
 * @param closed gaps to remove from the ledger
 */
public record Commit(List<LedgerEntry> files, List<LedgerEntry> deleted, List<LedgerGap> gaps, List<LedgerGap> closed,
        List<ProducerRecord<byte[], byte[]>> deadLetters, Map<TopicPartition, OffsetAndMetadata> offsets) {

    public Commit {
        files = List.copyOf(files);
        deleted = List.copyOf(deleted);
        gaps = List.copyOf(gaps);
        closed = List.copyOf(closed);
        deadLetters = List.copyOf(deadLetters);
        offsets = Map.copyOf(offsets);
    }

}
