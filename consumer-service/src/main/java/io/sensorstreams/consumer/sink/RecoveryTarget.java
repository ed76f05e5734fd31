package io.sensorstreams.consumer.sink;

import java.io.IOException;
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
 * @param settings settings of the writer
 * @param files the partition's files in the ledger, by first offset
 * @param offset offset at which the partition continues
 * @param disputed files whose newest record in the ledger is invalid: they must not be
 * truncated or deleted
 * @param truncations gaps whose records Kafka lost after they were written: files that
 * may have these rows are set aside, not deleted
 */
public record RecoveryTarget(WriterSettings settings, List<LedgerEntry> files, long offset, DisputedFiles disputed,
        List<LedgerGap> truncations) {

    /** Creates a state without disputed files and without truncations. */
    public RecoveryTarget(WriterSettings settings, List<LedgerEntry> files, long offset) {
        this(settings, files, offset, DisputedFiles.NONE, List.of());
    }

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

    /**
     * Reads the committed state. Called only while the directory is locked: before that,
     * another instance on the same disk may commit more.
     */
    @FunctionalInterface
    public interface Source {

        /** Reads the state from the broker and the ledger. */
        RecoveryTarget find() throws IOException;

    }

}
