package io.sensorstreams.consumer.replay;

import java.util.List;

import io.sensorstreams.common.ledger.LedgerEntry;

/**
 * What a replay does to one partition.
 *
 * @param partition number of the partition
 * @param committed offset that the group has committed
 * @param from offset that the group goes back to
 * @param deleted files that go
 * @param replaced whether the topic is another one than the files were written of: the
 * deleted files are set aside, because Kafka does not hold their rows
 * @param shortened the files that lose their ends, as they will be
 * @param rows rows taken out of the files
 */
record PartitionReplay(int partition, long committed, long from, List<LedgerEntry> deleted, boolean replaced,
        List<LedgerEntry> shortened, long rows) {

    PartitionReplay {
        deleted = List.copyOf(deleted);
        shortened = List.copyOf(shortened);
    }

    /** The topic of the files is gone: all of them go, and another topic begins. */
    static PartitionReplay replaced(int partition, long committed, long start, List<LedgerEntry> files) {
        long rows = files.stream().mapToLong(LedgerEntry::rows).sum();
        return new PartitionReplay(partition, committed, start, files, true, List.of(), rows);
    }

}
