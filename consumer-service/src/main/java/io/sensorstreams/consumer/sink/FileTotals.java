package io.sensorstreams.consumer.sink;

import java.util.List;

import io.sensorstreams.common.ledger.LedgerEntry;

/**
 * Sums over output files.
 *
 * @param rows rows, the header lines not counted
 * @param bytes bytes, the header lines included
 */
public record FileTotals(long rows, long bytes) {

    /** The sums over these files. */
    public static FileTotals of(List<LedgerEntry> files) {
        return new FileTotals(files.stream().mapToLong(LedgerEntry::rows).sum(),
                files.stream().mapToLong(LedgerEntry::bytes).sum());
    }

    FileTotals plus(FileTotals other) {
        return new FileTotals(this.rows + other.rows, this.bytes + other.bytes);
    }

    FileTotals minus(FileTotals other) {
        return new FileTotals(this.rows - other.rows, this.bytes - other.bytes);
    }

}
