package io.sensorstreams.consumer.status;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.consumer.group.Listeners;
import io.sensorstreams.consumer.sink.PartitionKey;

/**
 * Lists all partitions of all groups. Assigned partitions are shown with the state of
 * their threads, the others with the state of the ledger. Sends no request. Thread-safe.
 */
public final class PartitionOverview {

    private final Listeners listeners;

    private final PartitionStatuses statuses;

    private final Ledger ledger;

    private final String instance;

    private final Clock clock;

    /** Creates the overview of this replica. */
    PartitionOverview(Listeners listeners, PartitionStatuses statuses, Ledger ledger, String instance, Clock clock) {
        this.listeners = listeners;
        this.statuses = statuses;
        this.ledger = ledger;
        this.instance = instance;
        this.clock = clock;
    }

    public List<PartitionView> all() {
        Map<PartitionKey, PartitionSnapshot> here = this.statuses.all();
        AdmittedLosses losses = AdmittedLosses.of(this.ledger);
        return this.listeners.all()
            .stream()
            .flatMap((group) -> group.partitions().map((partition) -> view(partition, group.isStopped(), here, losses)))
            .toList();
    }

    private PartitionView view(PartitionKey partition, boolean stopped, Map<PartitionKey, PartitionSnapshot> here,
            AdmittedLosses losses) {
        PartitionSnapshot snapshot = here.get(partition);
        String lost = losses.reason(partition);
        if (snapshot != null) {
            return PartitionView.here(partition, this.instance, snapshot, this.clock.instant(), lost);
        }
        return PartitionView.elsewhere(partition, stopped ? PartitionState.STOPPED : PartitionState.ELSEWHERE,
                this.ledger.files(partition.group(), partition.topic(), partition.partition()), lost);
    }

}
