package io.sensorstreams.consumer.compare;

import java.nio.file.Path;
import java.util.List;

import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.consumer.sink.Sink;

/**
 * The files and records of one partition that an audit compares.
 *
 * @param segments files in the ledger, in offset order
 * @param strays files on the disk that are not in the ledger
 * @param logStart offset of the first record that Kafka still has
 * @param logEnd offset after the last record that Kafka has
 * @param committed offset after the last record that the group has committed
 * @param labelled whether the directory has a valid label, or needs none
 */
public record PartitionScope(Sink sink, int partition, List<Segment> segments, List<Path> strays, long logStart,
        long logEnd, long committed, List<LedgerGap> gaps, boolean labelled) {

    public PartitionScope {
        segments = List.copyOf(segments);
        strays = List.copyOf(strays);
        gaps = List.copyOf(gaps);
    }

    /** Returns the scope with other files and gaps. */
    public PartitionScope with(List<Segment> files, List<LedgerGap> known) {
        return new PartitionScope(this.sink, this.partition, files, this.strays, this.logStart, this.logEnd,
                this.committed, known, this.labelled);
    }

    /** Offset after the last one to compare. */
    long end() {
        return Math.min(this.logEnd, this.committed);
    }

    long lag() {
        return Math.max(0, this.logEnd - this.committed);
    }

    /** Approximate number of rows that the audit reads. */
    public long rows() {
        return this.segments.stream()
            .filter((segment) -> !segment.isBefore(this.logStart))
            .mapToLong((segment) -> segment.entry().rows())
            .sum();
    }

}
