package io.sensorstreams.consumer.compare;

import java.util.List;

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
 * @param unreachable rows in files on the disk of another instance
 * @param elsewhere instances whose disks have those files
 * @param lag offsets in Kafka after the committed one: not yet in a file, and not part of
 * the verdict
 * @param files number of files in the ledger
 * @param skipped records in Kafka that need not be in a file, for a reason in the ledger
 * @param lost rows that were lost: an upper bound where Kafka removed their records
 * @param gaps gaps in the ledger, with their reasons: the first ten
 * @param problems problems, by file, row and offset: the first ten
 */
public record PartitionReport(String group, String topic, int partition, long inKafka, long inFiles, long missing,
        long duplicated, long foreign, long disordered, long deadLettered, long unreachable, List<String> elsewhere,
        long lag, int files, long skipped, long lost, List<GapView> gaps, List<String> problems) {

    /**
     * Whether the files that could be read contain each record once, and nothing else.
     */
    public boolean clean() {
        return this.problems.isEmpty()
                && this.inKafka == this.inFiles + this.deadLettered + this.unreachable + this.skipped
                && this.missing + this.duplicated + this.foreign + this.disordered == 0;
    }

}
