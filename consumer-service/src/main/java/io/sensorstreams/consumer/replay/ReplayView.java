package io.sensorstreams.consumer.replay;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sensorstreams.common.ledger.LedgerEntry;
import org.jspecify.annotations.Nullable;

/** Public view of a replay. Files are truncated when the group is started again. */
record ReplayView(String group, String topic, List<PartitionView> partitions) {

    static ReplayView of(String group, String topic, List<PartitionReplay> replays) {
        return new ReplayView(group, topic, replays.stream().map(PartitionView::of).toList());
    }

    /**
     * One partition.
     *
     * @param rows rows that are removed from the files and written again
     * @param setAside whether deleted files are moved to a separate directory, because
     * Kafka does not have their rows
     * @param shortened the first file that is truncated
     * @param alsoShortened the others: there is one for each set of columns that was open
     */
    record PartitionView(int partition, long committed, long from, long rows, List<String> deleted, boolean setAside,
            @Nullable ShortenedView shortened,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ShortenedView> alsoShortened) {

        private static PartitionView of(PartitionReplay replay) {
            List<ShortenedView> shortened = replay.shortened().stream().map(ShortenedView::of).toList();
            return new PartitionView(replay.partition(), replay.committed(), replay.from(), replay.rows(),
                    replay.deleted().stream().map(LedgerEntry::file).toList(), replay.replaced(),
                    shortened.isEmpty() ? null : shortened.get(0), shortened.stream().skip(1).toList());
        }

    }

    /** A file that is truncated, with what remains of it. */
    record ShortenedView(String file, long rows, long bytes) {

        private static ShortenedView of(LedgerEntry entry) {
            return new ShortenedView(entry.file(), entry.rows(), entry.bytes());
        }

    }

}
