package io.sensorstreams.consumer.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Result of the comparison of one partition's files with Kafka. It covers the records
 * from the first one that Kafka still has up to the offset that was committed when the
 * audit began.
 *
 * @param inKafka records in Kafka, including malformed ones
 * @param inFiles rows in the files
 * @param missing rows that Kafka has more often than the files
 * @param duplicated rows that the files have more often than Kafka, or that Kafka has
 * twice with the same identity
 * @param foreign lines in the files that were never in Kafka
 * @param disordered rows that occur once, but not in offset order
 * @param deadLettered records that cannot be written as a line
 * @param unreachable rows in files that nobody has read: on the disk of another instance,
 * or in an object store that failed
 * @param elsewhere instances whose disks have those files, and addresses of such stores
 * @param lag offsets in Kafka after the committed one: not yet in a file, and not part of
 * the verdict
 * @param files number of files in the ledger
 * @param skipped records in Kafka that need not be in a file, for a reason in the ledger
 * @param lost rows that were lost: an upper bound where Kafka removed their records
 * @param removed rows whose files retention has removed: an upper bound after a replay of
 * some of them
 * @param removedInKafka records in Kafka whose files retention has removed
 * @param gaps gaps in the ledger, with their reasons: the first ten
 * @param problems problems, by file, row and offset: the first ten
 * @param unreadStores object stores that failed, with their rows that were not compared
 */
public record PartitionReport(String group, String topic, int partition, long inKafka, long inFiles, long missing,
        long duplicated, long foreign, long disordered, long deadLettered, long unreachable, List<String> elsewhere,
        long lag, int files, long skipped, long lost, long removed, long removedInKafka, List<GapView> gaps,
        List<String> problems, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<UnreadStore> unreadStores) {

    /** The report of another replica may lack the last component. */
    public PartitionReport {
        unreadStores = (unreadStores != null) ? List.copyOf(unreadStores) : List.of();
    }

    /** Whether the files that could be read contain each record once and nothing else. */
    public boolean clean() {
        return this.problems.isEmpty() && this.inKafka == this.inFiles + this.deadLettered + this.unreachable
                + this.skipped + this.removedInKafka
                && this.missing + this.duplicated + this.foreign + this.disordered == 0;
    }

    public static Builder builder(String group, String topic, int partition) {
        return new Builder(group, topic, partition);
    }

    /** Adds up what an audit finds. Its methods are named after the components. */
    public static final class Builder {

        private final String group;

        private final String topic;

        private final int partition;

        private long inKafka;

        private long inFiles;

        private long missing;

        private long duplicated;

        private long foreign;

        private long disordered;

        private long deadLettered;

        private long unreachable;

        private final SortedSet<String> elsewhere = new TreeSet<>();

        private long lag;

        private int files;

        private long skipped;

        private long lost;

        private long removed;

        private long removedInKafka;

        private final List<GapView> gaps = new ArrayList<>();

        private final List<String> problems = new ArrayList<>();

        private final SortedMap<String, UnreadStore> unreadStores = new TreeMap<>();

        private Builder(String group, String topic, int partition) {
            this.group = group;
            this.topic = topic;
            this.partition = partition;
        }

        public Builder inKafka(long records) {
            this.inKafka += records;
            return this;
        }

        public Builder inFiles(long rows) {
            this.inFiles += rows;
            return this;
        }

        public Builder missing(long rows) {
            this.missing += rows;
            return this;
        }

        public Builder duplicated(long rows) {
            this.duplicated += rows;
            return this;
        }

        public Builder foreign(long lines) {
            this.foreign += lines;
            return this;
        }

        public Builder disordered(long rows) {
            this.disordered += rows;
            return this;
        }

        public Builder deadLettered(long records) {
            this.deadLettered += records;
            return this;
        }

        public Builder unreachable(long rows, String instance) {
            this.unreachable += rows;
            this.elsewhere.add(instance);
            return this;
        }

        /** Adds rows of a store that failed; they are unreachable. */
        public Builder unread(UnreadStore rows) {
            this.unreadStores.merge(rows.store(), rows, UnreadStore::plus);
            return unreachable(rows.rows(), rows.store());
        }

        public Builder lag(long offsets) {
            this.lag += offsets;
            return this;
        }

        public Builder files(int number) {
            this.files += number;
            return this;
        }

        public Builder skipped(long records) {
            this.skipped += records;
            return this;
        }

        public Builder lost(long rows) {
            this.lost += rows;
            return this;
        }

        public Builder removed(long rows) {
            this.removed += rows;
            return this;
        }

        public Builder removedInKafka(long records) {
            this.removedInKafka += records;
            return this;
        }

        public Builder gap(GapView gap) {
            this.gaps.add(gap);
            return this;
        }

        public Builder problems(String... sentences) {
            this.problems.addAll(List.of(sentences));
            return this;
        }

        public PartitionReport build() {
            return new PartitionReport(this.group, this.topic, this.partition, this.inKafka, this.inFiles, this.missing,
                    this.duplicated, this.foreign, this.disordered, this.deadLettered, this.unreachable,
                    List.copyOf(this.elsewhere), this.lag, this.files, this.skipped, this.lost, this.removed,
                    this.removedInKafka, List.copyOf(this.gaps), List.copyOf(this.problems),
                    List.copyOf(this.unreadStores.values()));
        }

    }

}
