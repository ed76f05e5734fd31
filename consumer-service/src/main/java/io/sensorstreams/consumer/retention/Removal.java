package io.sensorstreams.consumer.retention;

import java.time.Instant;
import java.util.List;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.common.ledger.LedgerGap.Kind;

/**
 * Sealed files to remove together from the ledger. One range covers them and all files
 * that were removed before, so that the ledger stays small.
 *
 * @param files the files, the oldest first
 * @param range range to commit with them
 * @param replaced ranges that the new one replaces under another key
 */
public record Removal(List<LedgerEntry> files, LedgerGap range, List<LedgerGap> replaced) {

    private static final String REASON = "Retention removed files";

    public Removal {
        files = List.copyOf(files);
        replaced = List.copyOf(replaced);
    }

    /**
     * Creates the removal of files.
     * @param before ranges of the partition that are in the ledger
     * @param owner instance that removes the files
     */
    static Removal of(List<LedgerEntry> files, List<LedgerGap> before, Instant at, String owner) {
        LedgerEntry any = files.get(0);
        long from = any.firstOffset();
        long to = any.nextOffset();
        long rows = 0;
        for (LedgerEntry file : files) {
            from = Math.min(from, file.firstOffset());
            to = Math.max(to, file.nextOffset());
            rows += file.rows();
        }
        for (LedgerGap range : before) {
            from = Math.min(from, range.from());
            to = Math.max(to, range.to());
            rows += range.rows();
        }
        LedgerGap range = new LedgerGap(any.group(), any.topic(), any.partition(), from, to, Kind.RETENTION,
                Math.min(rows, to - from), REASON, at, owner, any.topicId(), true);
        return new Removal(files, range, before.stream().filter((old) -> !old.key().equals(range.key())).toList());
    }

}
