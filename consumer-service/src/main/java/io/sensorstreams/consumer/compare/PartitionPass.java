package io.sensorstreams.consumer.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import io.sensorstreams.common.wire.RowIdentity;
import io.sensorstreams.consumer.format.FileColumns;
import io.sensorstreams.consumer.reread.LineCount;
import io.sensorstreams.consumer.reread.RecordSource;
import io.sensorstreams.consumer.reread.SinkLines;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Compares the records and the files of one partition in one pass, both in offset order.
 * Not thread-safe.
 */
final class PartitionPass {

    private final PartitionScope scope;

    private final RecordSource records;

    private final LineDifference difference;

    private final Findings findings;

    private final ExplainedOffsets explained;

    private final FileComparison files;

    private final RowOrder order = new RowOrder();

    private long lastSkipped = -1;

    PartitionPass(PartitionScope scope, RecordSource records, LineDifference difference, Findings findings) {
        this.scope = scope;
        this.records = records;
        this.difference = difference;
        this.findings = findings;
        this.files = new FileComparison(difference, findings);
        this.explained = new ExplainedOffsets(scope.gaps());
    }

    void run() throws IOException {
        checkBounds();
        long older = olderBytes();
        SinkLines lines = counted(this.scope.logStart());
        for (SharedRange range : SharedRange.split(this.scope.segments())) {
            gap(lines, range.firstOffset());
            if (range.isShared()) {
                compareShared(lines, range);
                this.findings.counts().deadLettered(lines.refused());
                lines = counted(range.nextOffset());
            }
            else {
                compareAlone(lines, range.segments().get(0), older);
            }
        }
        gap(lines, this.scope.end());
        for (Path stray : this.scope.strays()) {
            this.files.countStray(stray);
        }
        this.findings.counts().deadLettered(lines.refused());
    }

    /** Compares a file whose range of offsets overlaps with no other file. */
    private void compareAlone(SinkLines lines, Segment segment, long older) throws IOException {
        if (!segment.onDisk()) {
            long rows = 0;
            while (lines.advance(segment.entry().nextOffset())) {
                rows++;
            }
            this.files.absent(segment, rows);
        }
        else if (segment.isBefore(this.scope.logStart())) {
            this.files.verify(segment);
        }
        else {
            this.files.compare(lines, segment, segment.straddles(this.scope.logStart()) ? older : 0);
        }
    }

    /**
     * Compares files with overlapping ranges: each file with the records of its columns,
     * which are read again.
     */
    private void compareShared(SinkLines lines, SharedRange range) throws IOException {
        Map<Segment, Long> rows = new HashMap<>();
        RecordsWithoutFile without = new RecordsWithoutFile();
        while (lines.advance(range.nextOffset())) {
            Optional<Segment> holder = range.holderOf(lines);
            holder.ifPresentOrElse((segment) -> rows.merge(segment, 1L, Long::sum), () -> {
                without.add(lines.offset());
                LineHash.ofEachLine(lines.line(), this.difference::inKafka);
            });
        }
        without.reportSome(this.findings);
        for (Segment segment : range.segments()) {
            if (!segment.onDisk()) {
                this.files.absent(segment, rows.getOrDefault(segment, 0L));
            }
            else if (segment.isBefore(this.scope.logStart())) {
                this.files.verify(segment);
            }
            else {
                Optional<FileColumns> columns = range.columns(segment);
                long older = segment.straddles(this.scope.logStart()) ? olderBytes(segment, columns) : 0;
                this.files.compare(again(segment, columns), segment, older);
            }
        }
    }

    /** Reads the records of one file again. */
    private SinkLines again(Segment segment, Optional<FileColumns> columns) {
        SinkLines lines = lines(segment.entry().firstOffset(), (record) -> {
        });
        columns.ifPresent(lines::only);
        return lines;
    }

    private void checkBounds() {
        long committed = this.scope.committed();
        if (!this.scope.labelled()) {
            this.findings
                .problem("Directory %s has no valid file .disk; its files are assumed to belong to this instance"
                    .formatted(this.scope.sink().partitionDirectory(this.scope.partition())));
        }
        this.scope.gaps().forEach(this.findings::addGap);
        if (this.scope.logEnd() < committed) {
            this.findings
                .problem("Kafka ends at offset %d, but the group has committed offset %d; was the topic deleted?"
                    .formatted(this.scope.logEnd(), committed));
        }
        else if (committed > 0 && committed < this.scope.logStart()) {
            this.findings.problem("Kafka has removed %s before the group could write them"
                .formatted(Findings.span("offset", committed, this.scope.logStart() - 1)));
        }
    }

    /** Whether a difference was too large to distinguish it from a change of order. */
    boolean lostStep() {
        return this.files.lostStep();
    }

    /**
     * Takes lines out of the difference that are in Kafka, but more often in the files.
     */
    void takeKnown() {
        SinkLines lines = lines(this.scope.logStart(), (record) -> {
        });
        for (SharedRange range : SharedRange.split(this.scope.segments())) {
            if (!lines.advance(range.nextOffset())) {
                continue;
            }
            // The first record of a file determines the order of its columns.
            lines.startFile();
            do {
                if (range.isShared()) {
                    range.holderOf(lines);
                }
                LineHash.ofEachLine(lines.line(), this.difference::take);
            }
            while (lines.advance(range.nextOffset()));
        }
        while (lines.advance(this.scope.end())) {
            LineHash.ofEachLine(lines.line(), this.difference::take);
        }
    }

    /** Records that are read for the first time, and counted. */
    private SinkLines counted(long from) {
        return new SinkLines(expected(from, this::countSkipped), this.scope.sink().format().get(), this::observe);
    }

    private SinkLines lines(long from, Consumer<ConsumerRecord<byte[], byte[]>> observer) {
        return new SinkLines(expected(from, (skipped) -> {
        }), this.scope.sink().format().get(), observer);
    }

    /**
     * Records that must be in files, including malformed ones. Starts with the first one
     * that Kafka still has if earlier ones were removed.
     */
    private Iterator<ConsumerRecord<byte[], byte[]>> expected(long from,
            Consumer<ConsumerRecord<byte[], byte[]>> skipped) {
        long first = Math.max(from, this.scope.logStart());
        return new ExpectedRecords(this.records.read(first, this.scope.end()), this.explained::has, skipped);
    }

    /** Counts each record once: a new reader may return the last records again. */
    private void countSkipped(ConsumerRecord<byte[], byte[]> record) {
        if (record.offset() > this.lastSkipped) {
            this.lastSkipped = record.offset();
            this.findings.counts().inKafka(1).skipped(1);
        }
    }

    private void observe(ConsumerRecord<byte[], byte[]> record) {
        this.findings.counts().inKafka(1);
        if (this.order.repeats(record.headers())) {
            this.findings.counts().duplicated(1);
            this.findings.problem("Kafka has the row %s at offset %d after the same or a later row"
                .formatted(RowIdentity.of(record.headers()).map(RowIdentity::toString).orElse(""), record.offset()));
        }
    }

    /**
     * Bytes of the older rows in the file with a separate range whose first records are
     * no longer in Kafka; 0 if there is none.
     */
    private long olderBytes() throws IOException {
        for (SharedRange range : SharedRange.split(this.scope.segments())) {
            Segment segment = range.segments().get(0);
            if (!range.isShared() && segment.straddles(this.scope.logStart()) && segment.onDisk()) {
                return olderBytes(segment, Optional.empty());
            }
        }
        return 0;
    }

    /**
     * Bytes of the rows that are in a file but no longer in Kafka, including the header.
     */
    private long olderBytes(Segment segment, Optional<FileColumns> columns) throws IOException {
        return SegmentReader.plainLength(segment)
                - LineCount.of(again(segment, columns), segment.entry().nextOffset()).bytes();
    }

    /** Adds the records of a range without a file. */
    private void gap(SinkLines lines, long end) {
        RecordsWithoutFile without = new RecordsWithoutFile();
        while (lines.advance(end)) {
            without.add(lines.offset());
            LineHash.ofEachLine(lines.line(), this.difference::inKafka);
        }
        without.report(this.findings);
    }

}
