package io.sensorstreams.consumer.watch;

import io.sensorstreams.common.web.live.RowSource;
import io.sensorstreams.common.web.live.Watcher;
import io.sensorstreams.consumer.sink.PartitionKey;
import io.sensorstreams.consumer.status.PartitionStatuses;

/** The rows of one partition, as long as this replica owns it. */
final class PartitionRows implements RowSource {

    private final PartitionKey partition;

    private final PartitionTap tap;

    private final PartitionStatuses statuses;

    PartitionRows(PartitionKey partition, PartitionTap tap, PartitionStatuses statuses) {
        this.partition = partition;
        this.tap = tap;
        this.statuses = statuses;
    }

    @Override
    public void add(Watcher watcher) {
        this.tap.add(watcher);
    }

    @Override
    public void remove(Watcher watcher) {
        this.tap.remove(watcher);
    }

    @Override
    public boolean isValid() {
        return this.statuses.get(this.partition).isPresent();
    }

}
