package io.sensorstreams.consumer.status;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.group.Listeners;
import io.sensorstreams.consumer.sink.FileTotals;
import io.sensorstreams.consumer.sink.PartitionKey;

/**
 * Lists all partitions of all groups. Assigned partitions are shown with the state of
 * their threads, the others with the state of the ledger. Sends no request. Thread-safe.
 */
public final class PartitionOverview {

    private final Listeners listeners;

    private final PartitionBoard board;

    private final Ledger ledger;

    private final String instance;

    private final Clock clock;

    /**
     * Creates the overview.
     * @param board partitions that are assigned to this replica
     * @param ledger files of the other partitions
     * @param instance name of this replica
     */
    PartitionOverview(Listeners listeners, PartitionBoard board, Ledger ledger, String instance, Clock clock) {
        this.listeners = listeners;
        this.board = board;
        this.ledger = ledger;
        this.instance = instance;
        this.clock = clock;
    }

    public List<PartitionView> all() {
        Map<PartitionKey, PartitionSnapshot> here = this.board.all();
        AdmittedLosses losses = AdmittedLosses.of(this.ledger);
        return this.listeners.all()
            .stream()
            .flatMap((group) -> group.partitions().map((partition) -> view(partition, group.isStopped(), here, losses)))
            .toList();
    }

    private PartitionView view(PartitionKey partition, boolean stopped, Map<PartitionKey, PartitionSnapshot> here,
            AdmittedLosses losses) {
        PartitionSnapshot snapshot = here.get(partition);
        if (snapshot != null) {
            return here(partition, snapshot, losses, this.clock.instant());
        }
        return elsewhere(partition, stopped ? PartitionState.STOPPED : PartitionState.ELSEWHERE, losses);
    }

    private PartitionView here(PartitionKey partition, PartitionSnapshot seen, AdmittedLosses losses, Instant now) {
        String reason = seen.reason();
        return new PartitionView(partition.group(), partition.topic(), partition.partition(), this.instance,
                seen.committed(), seen.logEnd(), seen.lag(), seen.totals().rows(), seen.totals().bytes(), seen.file(),
                seen.lastRowAt(), seen.unflushedAge(now).toMillis(), seen.state(),
                (reason != null) ? reason : losses.reason(partition));
    }

    private PartitionView elsewhere(PartitionKey partition, PartitionState state, AdmittedLosses losses) {
        List<LedgerEntry> files = this.ledger.files(partition.group(), partition.topic(), partition.partition());
        FileTotals totals = FileTotals.of(files);
        Optional<LedgerEntry> last = files.isEmpty() ? Optional.empty() : Optional.of(files.get(files.size() - 1));
        return new PartitionView(partition.group(), partition.topic(), partition.partition(),
                last.map(LedgerEntry::owner).orElse(null), last.map(LedgerEntry::nextOffset).orElse(null), null, null,
                totals.rows(), totals.bytes(),
                last.filter((file) -> !file.sealed()).map(LedgerEntry::file).orElse(null), null, 0, state,
                losses.reason(partition));
    }

}
