package io.sensorstreams.consumer.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.common.wire.RowIdentity;
import io.sensorstreams.consumer.format.FileColumns;
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

    /** Ranges whose rows need not be in a file, but may be in one that remains. */
    private final List<LedgerGap> retained;

    private final FileChecks checks = new FileChecks();

    private final FileComparison files;

    private final RowOrder order = new RowOrder();

    /** Whether what concerns the topic and not a file is left out. */
    private final boolean filesOnly;

    PartitionPass(PartitionScope scope, RecordSource records, LineDifference difference, Findings findings,
            boolean filesOnly) {
        this.filesOnly = filesOnly;
        this.scope = scope;
        this.records = records;
        this.difference = difference;
        this.findings = findings;
        this.files = new FileComparison(difference, findings, this.checks);
        this.explained = new ExplainedOffsets(scope.gaps());
        this.retained = scope.gaps().stream().filter(LedgerGap::isRetention).toList();
    }

    void run() throws IOException {
        checkBounds();
        long older = olderBytes();
        SinkLines lines = counted(this.scope.logStart());
        for (SharedRange range : ranges()) {
            gap(lines, range.firstOffset());
            lines.inFormat(range.format());
            if (isShared(range)) {
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

    private List<SharedRange> ranges() {
        return SharedRange.split(this.scope.segments(), this.checks);
    }

    /** Whether its records are of several files, which may be removed ones. */
    private boolean isShared(SharedRange range) {
        return range.isShared() || this.retained.stream()
            .anyMatch((gap) -> gap.from() < range.nextOffset() && range.firstOffset() < gap.to());
    }

    /** Compares a file whose range of offsets overlaps with no other file. */
    private void compareAlone(SinkLines lines, Segment segment, long older) throws IOException {
        Optional<FileColumns> typed = typedColumns(segment);
        if (!this.checks.isReadable(segment)) {
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
            this.files.compare(lines, segment, typed, segment.straddles(this.scope.logStart()) ? older : 0);
        }
    }

    /** Compares each file with the records of its columns, which are read again. */
    private void compareShared(SinkLines lines, SharedRange range) throws IOException {
        Map<Segment, Long> rows = new HashMap<>();
        WithoutFile without = new WithoutFile();
        while (lines.advance(range.nextOffset())) {
            range.holderOf(lines)
                .ifPresentOrElse((segment) -> rows.merge(segment, 1L, Long::sum),
                        () -> without.add(lines, !this.filesOnly || range.isTakenElsewhere()));
        }
        if (without.count > 0) {
            this.findings.problem("No file contains %d of the records at %s".formatted(without.count, without.span()));
        }
        for (Segment segment : range.segments()) {
            Optional<FileColumns> columns = range.columns(segment);
            Optional<FileColumns> typed = typedColumns(segment);
            long older = olderBytes(segment, columns, typed);
            if (!this.checks.isReadable(segment)) {
                this.files.absent(segment, rows.getOrDefault(segment, 0L));
            }
            else if (segment.isBefore(this.scope.logStart())) {
                this.files.verify(segment);
            }
            else {
                this.files.compare(again(segment, columns, typed), segment, typed, older);
            }
        }
    }

    /** Before a file is compared: only then is it certain that it can be read. */
    private Optional<FileColumns> typedColumns(Segment segment) {
        return segment.isBefore(this.scope.logStart()) ? Optional.empty() : this.checks.typedColumns(segment);
    }

    private SinkLines again(Segment segment, Optional<FileColumns> columns, Optional<FileColumns> typed) {
        SinkLines lines = uncounted(segment.entry().firstOffset());
        lines.inFormat(segment.format());
        columns.ifPresent(lines::only);
        typed.ifPresent(lines.format()::continueFile);
        return lines;
    }

    private void checkBounds() {
        long committed = this.scope.committed();
        if (!this.scope.labelled()) {
            this.findings
                .problem("Directory %s has no valid file .disk; its files are assumed to belong to this instance"
                    .formatted(this.scope.sink().partitionDirectory(this.scope.partition())));
        }
        if (this.filesOnly) {
            return;
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

    boolean lostStep() {
        return this.files.lostStep();
    }

    /** Takes lines out that are in Kafka, but more often in the files. */
    void takeKnown() {
        SinkLines lines = uncounted(this.scope.logStart());
        for (SharedRange range : ranges()) {
            lines.inFormat(range.format());
            if (!lines.advance(range.nextOffset())) {
                continue;
            }
            // The first record of a file determines the order of its columns.
            lines.startFile();
            do {
                if (isShared(range) || range.format().isParquet()) {
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
        return lines(from, this::count);
    }

    private SinkLines uncounted(long from) {
        return lines(from, (record) -> !this.explained.has(record.offset()));
    }

    /** Starts with the first record that Kafka still has if earlier ones were removed. */
    private SinkLines lines(long from, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        return new SinkLines(this.records.read(Math.max(from, this.scope.logStart()), this.scope.end()),
                this.scope.sink().format(), wanted);
    }

    private boolean count(ConsumerRecord<byte[], byte[]> record) {
        this.findings.counts().inKafka(1);
        if (this.explained.has(record.offset())) {
            this.findings.counts().skipped(1);
            return false;
        }
        if (!this.filesOnly && this.order.repeats(record.headers())) {
            this.findings.counts().duplicated(1);
            this.findings.problem("Kafka has the row %s at offset %d after the same or a later row"
                .formatted(RowIdentity.of(record.headers()).map(RowIdentity::toString).orElse(""), record.offset()));
        }
        return true;
    }

    /** Bytes of older rows in the file with a separate range, or 0 if there is none. */
    private long olderBytes() throws IOException {
        for (SharedRange range : ranges()) {
            Segment segment = range.segments().get(0);
            if (!isShared(range) && segment.straddles(this.scope.logStart())) {
                return olderBytes(segment, Optional.empty(), typedColumns(segment));
            }
        }
        return 0;
    }

    /** Bytes of the rows that are no longer in Kafka, including the header. */
    private long olderBytes(Segment segment, Optional<FileColumns> columns, Optional<FileColumns> typed)
            throws IOException {
        if (!segment.straddles(this.scope.logStart()) || !this.checks.isReadable(segment)) {
            return 0;
        }
        return this.checks.length(segment) - again(segment, columns, typed).count(segment.entry().nextOffset()).bytes();
    }

    /** Adds the records of a range without a file. */
    private void gap(SinkLines lines, long end) {
        WithoutFile without = new WithoutFile();
        while (lines.advance(end)) {
            without.add(lines, !this.filesOnly);
        }
        if (without.count > 0) {
            this.findings.problem("No file contains " + without.span());
        }
    }

    /** Records of a range that are in no file. */
    private final class WithoutFile {

        private long first;

        private long last;

        private long count;

        /** A record that another replica judges counts only as removed. */
        void add(SinkLines lines, boolean judged) {
            if (isRemoved(lines.offset())) {
                PartitionPass.this.findings.counts().removedInKafka(1);
                return;
            }
            if (!judged) {
                return;
            }
            this.first = (this.count > 0) ? this.first : lines.offset();
            this.last = lines.offset();
            this.count++;
            LineHash.ofEachLine(lines.line(), PartitionPass.this.difference::inKafka);
        }

        private boolean isRemoved(long offset) {
            return PartitionPass.this.retained.stream().anyMatch((gap) -> gap.from() <= offset && offset < gap.to());
        }

        String span() {
            return Findings.span("offset", this.first, this.last);
        }

    }

}
