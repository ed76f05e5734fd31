package io.sensorstreams.consumer.replay;

import java.util.List;
import java.util.Optional;

import io.sensorstreams.common.ledger.LedgerEntry;

/**
 * What a replay does to one partition.
 *
 * @param partition number of the partition
 * @param committed offset that the group has committed
 * @param from offset that the group goes back to
 * @param deleted files that go
 * @param shortened the file that loses its end, as it will be
 * @param rows rows taken out of the files
 */
record PartitionReplay(int partition, long committed, long from, List<LedgerEntry> deleted,
        Optional<LedgerEntry> shortened, long rows) {

    PartitionReplay {
        deleted = List.copyOf(deleted);
    }

}
