package io.sensorstreams.consumer.sink;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.sensorstreams.common.ledger.DisputedFiles;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerGap;

/**
 * Committed state of a partition, to which a recovery restores its directory. All earlier
 * transactions are decided.
 *
 * @param files the partition's files in the ledger, by first offset
 * @param disputed files whose newest record in the ledger is invalid: they must not be
 * truncated or deleted
 * @param truncations gaps whose records Kafka lost after they were written: files that
 * may have these rows are set aside, not deleted
 */
public record RecoveryTarget(WriterSettings settings, List<LedgerEntry> files, long offset, DisputedFiles disputed,
        List<LedgerGap> truncations) {

    /**
     * Returns the newest truncation that a file, which is not in the ledger, may have
     * rows of.
     * @param firstOffset first offset in the file's name
     */
    Optional<LedgerGap> truncationOf(long firstOffset) {
        return this.truncations.stream()
            .filter((gap) -> firstOffset < gap.to())
            .max(Comparator.comparing(LedgerGap::at));
    }

}
