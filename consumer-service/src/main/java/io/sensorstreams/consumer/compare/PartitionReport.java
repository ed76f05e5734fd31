package io.sensorstreams.consumer.compare;

import java.util.List;

/**
 * How the files of one group and one partition compare to Kafka, up to the offset that
 * was committed when the audit began and from the first record that Kafka still holds.
 *
 * @param inKafka records in Kafka, those that cannot be written included
 * @param inFiles rows in the files
 * @param missing rows that Kafka has more often than the files
 * @param duplicated rows that the files have more often than Kafka, or that stand in
 * Kafka twice by their identity
 * @param foreign lines in the files that Kafka never had
 * @param disordered rows that are there once, but not in offset order
 * @param deadLettered records that cannot be written as a line
 * @param unreachable rows in files on the disk of another instance
 * @param elsewhere instances whose disks hold those files
 * @param lag offsets behind the committed one that Kafka has: what no file is to hold
 * yet, and the verdict does not speak of
 * @param files number of files that the ledger has
 * @param skipped records in Kafka that need not be in a file, because the ledger says why
 * @param lost rows that were lost: an upper bound where Kafka removed their records
 * @param gaps what the ledger admits to be in no file, and why: the first ten
 * @param problems what is wrong, by file, row and offset: the first ten
 */
public record PartitionReport(String group, String topic, int partition, long inKafka, long inFiles, long missing,
        long duplicated, long foreign, long disordered, long deadLettered, long unreachable, List<String> elsewhere,
        long lag, int files, long skipped, long lost, List<GapView> gaps, List<String> problems) {

    /**
     * Whether each record stands once in the files that could be read, and nothing else
     * does.
     */
    public boolean clean() {
        return this.problems.isEmpty()
                && this.inKafka == this.inFiles + this.deadLettered + this.unreachable + this.skipped
                && this.missing + this.duplicated + this.foreign + this.disordered == 0;
    }

}
