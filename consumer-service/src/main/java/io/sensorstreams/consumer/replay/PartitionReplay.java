package io.sensorstreams.consumer.replay;

import java.util.ArrayList;
import java.util.List;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerGap;

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
 * @param gaps rows that stay in no file, an operator knows it
 * @param closed gaps whose rows are written now
 */
record PartitionReplay(int partition, long committed, long from, List<LedgerEntry> deleted, boolean replaced,
        List<LedgerEntry> shortened, long rows, List<LedgerGap> gaps, List<LedgerGap> closed) {

    PartitionReplay {
        deleted = List.copyOf(deleted);
        shortened = List.copyOf(shortened);
        gaps = List.copyOf(gaps);
        closed = List.copyOf(closed);
    }

    /** A replay of a partition without gaps. */
    PartitionReplay(int partition, long committed, long from, List<LedgerEntry> deleted, boolean replaced,
            List<LedgerEntry> shortened, long rows) {
        this(partition, committed, from, deleted, replaced, shortened, rows, List.of(), List.of());
    }

    /**
     * The same, with what becomes of gaps. Rows that are read again are no gap any more,
     * and an operator who replays knows of the others.
     * @param lost files that are gone, as gaps
     */
    PartitionReplay with(List<LedgerGap> before, List<LedgerGap> lost) {
        List<LedgerGap> stay = new ArrayList<>(lost);
        List<LedgerGap> go = new ArrayList<>();
        for (LedgerGap gap : before) {
            if (this.replaced || this.from <= gap.from()) {
                go.add(gap);
            }
            else if (this.from < gap.to()) {
                stay.add(gap.before(this.from).acknowledge());
            }
            else if (!gap.acknowledged()) {
                stay.add(gap.acknowledge());
            }
        }
        return new PartitionReplay(this.partition, this.committed, this.from, this.deleted, this.replaced,
                this.shortened, this.rows, stay, go);
    }

    /** The topic of the files is gone: all of them go, and another topic begins. */
    static PartitionReplay replaced(int partition, long committed, long start, List<LedgerEntry> files) {
        long rows = files.stream().mapToLong(LedgerEntry::rows).sum();
        return new PartitionReplay(partition, committed, start, files, true, List.of(), rows);
    }

}
