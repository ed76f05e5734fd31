package io.sensorstreams.consumer.sink;

import java.util.List;

import io.sensorstreams.common.ledger.LedgerEntry;

/** Rows without header lines and bytes with header lines of several output files. */
public record FileTotals(long rows, long bytes) {

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
