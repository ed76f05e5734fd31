package io.sensorstreams.consumer.replay;

import java.util.ArrayList;
import java.util.List;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerGap;

/**
 * Effect of a replay on one partition.
 *
 * @param from offset at which the group continues
 * @param replaced whether the files were written from another topic of this name: the
 * deleted files are set aside, because Kafka does not have their rows
 * @param shortened files to truncate, with their new state
 * @param rows rows removed from the files
 * @param gaps acknowledged gaps: rows that remain in no file
 * @param closed gaps whose rows are written by the replay
 */
record PartitionReplay(int partition, long committed, long from, List<LedgerEntry> deleted, boolean replaced,
        List<LedgerEntry> shortened, long rows, List<LedgerGap> gaps, List<LedgerGap> closed) {

    PartitionReplay {
        deleted = List.copyOf(deleted);
        shortened = List.copyOf(shortened);
        gaps = List.copyOf(gaps);
        closed = List.copyOf(closed);
    }

    /** Creates a replay of a partition without gaps. */
    PartitionReplay(int partition, long committed, long from, List<LedgerEntry> deleted, boolean replaced,
            List<LedgerEntry> shortened, long rows) {
        this(partition, committed, from, deleted, replaced, shortened, rows, List.of(), List.of());
    }

    /** Closes gaps whose rows are read again; acknowledges the others and lost files. */
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

    /** After the topic was replaced, all files are removed and the new topic is read. */
    static PartitionReplay replaced(int partition, long committed, long start, List<LedgerEntry> files) {
        long rows = files.stream().mapToLong(LedgerEntry::rows).sum();
        return new PartitionReplay(partition, committed, start, files, true, List.of(), rows);
    }

}
