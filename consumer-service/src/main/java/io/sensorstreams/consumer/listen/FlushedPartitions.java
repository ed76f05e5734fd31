package io.sensorstreams.consumer.listen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.consumer.commit.Commit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Collects the partitions whose rows are durable and that are committed together.
 */
final class FlushedPartitions {

    private final Map<AssignedPartition, List<LedgerEntry>> entries = new LinkedHashMap<>();

    void add(AssignedPartition partition, List<LedgerEntry> changed) {
        this.entries.put(partition, changed);
    }

    /** Removes partitions that failed since they were added. */
    void retainReady() {
        this.entries.keySet().removeIf((partition) -> !partition.isReady());
    }

    boolean isEmpty() {
        return this.entries.isEmpty();
    }

    Set<AssignedPartition> all() {
        return this.entries.keySet();
    }

    Commit toCommit() {
        List<LedgerEntry> files = new ArrayList<>();
        List<LedgerGap> gaps = new ArrayList<>();
        List<ProducerRecord<byte[], byte[]>> deadLetters = new ArrayList<>();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        this.entries.forEach((partition, changed) -> {
            files.addAll(changed);
            gaps.addAll(partition.gaps());
            deadLetters.addAll(partition.deadLetters());
            offsets.put(partition.id(), partition.reached());
        });
        return new Commit(files, gaps, deadLetters, offsets);
    }

}
