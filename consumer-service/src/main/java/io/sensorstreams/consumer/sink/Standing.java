package io.sensorstreams.consumer.sink;

import java.io.IOException;
import java.util.List;

import io.sensorstreams.common.ledger.DisputedFiles;
import io.sensorstreams.common.ledger.LedgerEntry;

/**
 * Where a partition stands, all earlier transactions decided.
 *
 * @param settings what a writer is told
 * @param files the partition's files in the ledger, by first offset
 * @param offset offset that the partition goes on at
 * @param disputed files whose newest record in the ledger is invalid: they must not be
 * truncated or deleted
 */
public record Standing(WriterSettings settings, List<LedgerEntry> files, long offset, DisputedFiles disputed) {

    /** Creates a standing without disputed files. */
    public Standing(WriterSettings settings, List<LedgerEntry> files, long offset) {
        this(settings, files, offset, DisputedFiles.NONE);
    }

    /**
     * Finds out where a partition stands. It is asked by whoever has the directory: until
     * it let go, another instance on the same disk may have committed more.
     */
    @FunctionalInterface
    public interface Source {

        /** Asks. */
        Standing find() throws IOException;

    }

}
