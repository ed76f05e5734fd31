package io.sensorstreams.consumer.sink;

import java.util.List;

import io.sensorstreams.common.ledger.DisputedFiles;
import io.sensorstreams.common.ledger.LedgerEntry;

/**
 * Committed state of a partition, to which a recovery restores its directory. All earlier
 * transactions are decided.
 *
 * @param files the partition's files in the ledger, by first offset
 * @param disputed files whose newest record in the ledger is invalid: they must not be
 * truncated or deleted
 */
public record RecoveryTarget(WriterSettings settings, List<LedgerEntry> files, long offset, DisputedFiles disputed) {
}
