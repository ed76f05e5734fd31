package io.sensorstreams.consumer.compare;

import java.nio.file.Path;
import java.util.List;

import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.consumer.sink.Sink;

/**
 * What an audit of one partition compares.
 *
 * @param segments files in the ledger, in offset order
 * @param strays files on the disk that the ledger does not know
 * @param logStart offset of the first record that Kafka still holds
 * @param logEnd offset behind the last record that Kafka has
 * @param committed offset behind the last record that the group has committed
 * @param gaps rows that the ledger admits to be in no file
 * @param labelled whether the directory says whose files it has, as far as it has any
 */
public record PartitionScope(Sink sink, int partition, List<Segment> segments, List<Path> strays, long logStart,
        long logEnd, long committed, List<LedgerGap> gaps, boolean labelled) {

    public PartitionScope {
        segments = List.copyOf(segments);
        strays = List.copyOf(strays);
        gaps = List.copyOf(gaps);
    }

    /** A partition whose ledger admits nothing. */
    public PartitionScope(Sink sink, int partition, List<Segment> segments, List<Path> strays, long logStart,
            long logEnd, long committed) {
        this(sink, partition, segments, strays, logStart, logEnd, committed, List.of(), true);
    }

    /** Offset to stop before. */
    long end() {
        return Math.min(this.logEnd, this.committed);
    }

    /** Offsets that the group has not committed yet. */
    long lag() {
        return Math.max(0, this.logEnd - this.committed);
    }

    /** Rows that the audit will read, about. */
    public long rows() {
        return this.segments.stream()
            .filter((segment) -> !segment.isBefore(this.logStart))
            .mapToLong((segment) -> segment.entry().rows())
            .sum();
    }

}
