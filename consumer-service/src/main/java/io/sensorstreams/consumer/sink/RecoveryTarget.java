package io.sensorstreams.consumer.sink;

import java.util.List;

import io.sensorstreams.common.ledger.DisputedFiles;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.consumer.store.PartitionObjects;

/**
 * Committed state of a partition, to which a recovery restores its directory. All earlier
 * transactions are decided.
 *
 * @param files the partition's files in the ledger, by first offset
 * @param disputed files whose newest record in the ledger is invalid: they must not be
 * truncated or deleted
 * @param removed ranges of offsets whose files retention may have removed
 */
public record RecoveryTarget(WriterSettings settings, List<LedgerEntry> files, long offset, DisputedFiles disputed,
        List<LedgerGap> removed) implements PartitionObjects.Committed {

    /** Keeps the ranges of retention only, so that all gaps may be given. */
    public RecoveryTarget {
        removed = removed.stream().filter(LedgerGap::isRetention).toList();
    }

    @Override
    public boolean isObsolete(String file, long firstOffset) {
        boolean uncommitted = firstOffset >= this.offset || isRemoved(firstOffset) || this.files.stream()
            .anyMatch((entry) -> entry.firstOffset() <= firstOffset && firstOffset < entry.nextOffset());
        return uncommitted && !this.disputed.has(file);
    }

    /** Whether a file that begins at this offset was removed, if it is not committed. */
    boolean isRemoved(long firstOffset) {
        return this.removed.stream().anyMatch((range) -> range.from() <= firstOffset && firstOffset < range.to());
    }

}
