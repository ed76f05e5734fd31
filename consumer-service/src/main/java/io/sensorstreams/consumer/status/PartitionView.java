package io.sensorstreams.consumer.status;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.sink.FileTotals;
import io.sensorstreams.consumer.sink.PartitionKey;
import org.jspecify.annotations.Nullable;

/**
 * Public view of a partition.
 *
 * @param owner instance that owns it, or owned it last
 * @param committed offset of the next uncommitted row
 * @param logEnd end of what can be read from the topic
 * @param lag number of offsets between the two; transaction markers count
 * @param rows committed rows
 * @param bytes committed bytes
 * @param file name of the open file
 * @param lastRowAt when the last row arrived at this instance
 * @param oldestUnflushedMs how long the oldest uncommitted row has waited
 * @param reason why it is paused or unknown, or which rows it has lost
 */
public record PartitionView(String group, String topic, int partition, @Nullable String owner, @Nullable Long committed,
        @Nullable Long logEnd, @Nullable Long lag, long rows, long bytes, @Nullable String file,
        @Nullable Instant lastRowAt, long oldestUnflushedMs, PartitionState state, @Nullable String reason) {

    /** Returns the view of a partition that this instance owns. */
    static PartitionView here(PartitionKey key, String instance, PartitionSnapshot seen, Instant now,
            @Nullable String lost) {
        return new PartitionView(key.group(), key.topic(), key.partition(), instance, seen.committed(), seen.logEnd(),
                seen.lag(), seen.totals().rows(), seen.totals().bytes(), seen.file(), seen.lastRowAt(),
                seen.unflushedAge(now).toMillis(), seen.state(), (seen.reason() != null) ? seen.reason() : lost);
    }

    /** Returns the view of a partition that another instance owns, or none. */
    static PartitionView elsewhere(PartitionKey key, PartitionState state, List<LedgerEntry> files,
            @Nullable String lost) {
        FileTotals totals = FileTotals.of(files);
        Optional<LedgerEntry> last = files.isEmpty() ? Optional.empty() : Optional.of(files.get(files.size() - 1));
        return new PartitionView(key.group(), key.topic(), key.partition(), last.map(LedgerEntry::owner).orElse(null),
                last.map(LedgerEntry::nextOffset).orElse(null), null, null, totals.rows(), totals.bytes(),
                last.filter((file) -> !file.sealed()).map(LedgerEntry::file).orElse(null), null, 0, state, lost);
    }

}
