package io.sensorstreams.consumer.standing;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import io.sensorstreams.common.ledger.DisputedFiles;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerGap;

/**
 * Offset at which a partition continues, with the files that it continues.
 *
 * @param offset first offset to read
 * @param committed committed offset of the group; empty before its first commit
 * @param end end of what can be read now
 * @param cluster id of the Kafka cluster
 * @param topicId id of the topic
 * @param files the partition's files in the ledger, by first offset
 * @param disputed files whose newest record in the ledger is invalid
 * @param expected offset after the last record that was written or skipped: Kafka has
 * removed the records from it up to {@code offset}
 * @param lastGap the partition's last gap in the ledger, by first offset
 */
public record StartingPoint(long offset, OptionalLong committed, long end, String cluster, String topicId,
        List<LedgerEntry> files, DisputedFiles disputed, long expected, Optional<LedgerGap> lastGap) {

    /** Creates a starting point without removed records. */
    public StartingPoint(long offset, OptionalLong committed, long end, String cluster, String topicId,
            List<LedgerEntry> files, DisputedFiles disputed) {
        this(offset, committed, end, cluster, topicId, files, disputed, offset, Optional.empty());
    }

}
