package io.sensorstreams.consumer.watch;

import io.sensorstreams.common.web.live.RowSource;
import io.sensorstreams.consumer.sink.PartitionKey;
import io.sensorstreams.consumer.status.PartitionOverview;
import io.sensorstreams.consumer.status.PartitionStatuses;
import io.sensorstreams.consumer.status.PartitionView;

/** Finds the rows of partitions that this replica writes. Thread-safe. */
final class WatchedPartitions {

    private final PartitionTaps taps;

    private final PartitionStatuses statuses;

    private final PartitionOverview overview;

    private final String instance;

    WatchedPartitions(PartitionTaps taps, PartitionStatuses statuses, PartitionOverview overview, String instance) {
        this.taps = taps;
        this.statuses = statuses;
        this.overview = overview;
        this.instance = instance;
    }

    /**
     * Returns the rows of a partition.
     * @throws PartitionNotFoundException when no group has it
     * @throws PartitionElsewhereException when this replica does not own it
     */
    RowSource rows(PartitionKey partition) {
        if (this.statuses.get(partition).isEmpty()) {
            PartitionView known = this.overview.all()
                .stream()
                .filter((view) -> new PartitionKey(view.group(), view.topic(), view.partition()).equals(partition))
                .findFirst()
                .orElseThrow(() -> new PartitionNotFoundException(partition));
            throw new PartitionElsewhereException(partition, this.instance, known.owner());
        }
        return new PartitionRows(partition, this.taps.of(partition), this.statuses);
    }

}
