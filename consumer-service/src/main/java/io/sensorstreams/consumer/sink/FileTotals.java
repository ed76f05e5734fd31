package io.sensorstreams.consumer.sink;

import java.util.List;

import io.sensorstreams.common.ledger.LedgerEntry;

/**
 * Number of rows and bytes of several output files.
 *
 * @param rows rows, without header lines
 * @param bytes bytes, including header lines
 */
public record FileTotals(long rows, long bytes) {

    /** Adds up the rows and bytes of these files. */
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
