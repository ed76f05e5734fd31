package io.sensorstreams.consumer.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.consumer.files.CommittedStream;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.format.LineBuffer;
import io.sensorstreams.consumer.parquet.output.ParquetLines;
import io.sensorstreams.consumer.reread.SinkLines;

/** Compares single files with their records, and counts the rows of other files. */
final class FileComparison {

    private final LineDifference difference;

    private final Findings findings;

    private boolean lostStep;

    FileComparison(LineDifference difference, Findings findings) {
        this.difference = difference;
        this.findings = findings;
    }

    /** Whether a difference was too large to distinguish it from a change of order. */
    boolean lostStep() {
        return this.lostStep;
    }

    /** Counts the rows of a file that is not on this disk; Kafka has this many. */
    void absent(Segment segment, long rows) {
        LedgerEntry entry = segment.entry();
        if (segment.ours()) {
            // Including rows whose records are no longer in Kafka.
            this.findings.counts().missing(Math.max(rows, entry.rows()));
            this.findings.problem("%s is not on this disk".formatted(entry.file()));
        }
        else {
            this.findings.counts().unreachable(rows, entry.owner());
        }
    }

    void verify(Segment segment) throws IOException {
        try (CommittedStream committed = segment.open()) {
            verify(segment.entry(), committed);
        }
    }

    /**
     * Compares a file with its records.
     * @param older bytes at the start of the file whose records are no longer in Kafka
     */
    void compare(SinkLines lines, Segment segment, long older) throws IOException {
        LedgerEntry entry = segment.entry();
        try (CommittedStream committed = segment.open(); FileLines file = new FileLines(segment.lines(committed))) {
            boolean current = lines.advance(entry.nextOffset());
            if (segment.format().isParquet()) {
                segment.typedColumns().ifPresent(lines.format()::continueFile);
                file.skip(older);
            }
            else if (older > 0) {
                file.skip(older - resumeColumns(lines, file, entry.file()));
            }
            else {
                skipHeader(current, lines, file, entry.file());
            }
            SegmentMerge merge = new SegmentMerge(entry.file(), lines, file, this.difference, this.findings);
            merge.run(current, entry.nextOffset());
            this.findings.counts().inFiles(merge.rows());
            this.lostStep |= merge.lostStep();
            if (older == 0 && merge.rows() != entry.rows()) {
                this.findings
                    .problem("%s has %d rows; the ledger has %d".formatted(entry.file(), merge.rows(), entry.rows()));
            }
            file.failure()
                .ifPresent(
                        (failure) -> this.findings.problem("%s cannot be read: %s".formatted(entry.file(), failure)));
            verify(entry, committed);
        }
        if (segment.tail() > 0) {
            compareTail(segment);
        }
    }

    /** Compares length and checksum of the committed bytes with the ledger. */
    private void verify(LedgerEntry entry, CommittedStream committed) {
        try {
            committed.drain();
        }
        catch (IOException e) {
            this.findings.problem("%s cannot be read: %s".formatted(entry.file(), e));
            return;
        }
        if (committed.count() < entry.bytes()) {
            this.findings.problem(
                    "%s is %d bytes long; the ledger has %d".formatted(entry.file(), committed.count(), entry.bytes()));
        }
        else if (!committed.crc32c().equals(entry.crc32c())) {
            this.findings.problem("%s has the checksum %s; the ledger has %s".formatted(entry.file(),
                    committed.crc32c(), entry.crc32c()));
        }
    }

    private void skipHeader(boolean current, SinkLines lines, FileLines file, String name) {
        if (!current) {
            if (hasHeader(name)) {
                file.nextLine();
            }
            return;
        }
        LineBuffer header = lines.startFile();
        if (!file.skip(header.array(), header.length())) {
            this.findings.problem("%s does not start with the header of its first record".formatted(name));
            file.nextLine();
        }
    }

    /**
     * Reads the column order of a file whose first record is no longer in Kafka.
     * @return length of the first line
     */
    private int resumeColumns(SinkLines lines, FileLines file, String name) {
        if (!file.nextLine()) {
            return 0;
        }
        try {
            lines.format().resumeFile(file.line());
        }
        catch (MalformedRowException e) {
            this.findings.problem("%s has an invalid header: %s".formatted(name, e.getMessage()));
        }
        return file.lineLength();
    }

    private static boolean hasHeader(String name) {
        return FileFormat.of(name).hasHeader();
    }

    /** Counts lines after the committed length; there is no record for them. */
    private void compareTail(Segment segment) throws IOException {
        if (!segment.format().isPlain()) {
            this.findings.problem("%s has %d bytes after its committed length of %d bytes"
                .formatted(segment.entry().file(), segment.tail(), segment.entry().bytes()));
            return;
        }
        long rows = 0;
        try (FileLines tail = new FileLines(Files.newInputStream(segment.path()))) {
            tail.skip(segment.entry().bytes());
            while (tail.nextLine()) {
                this.difference.inFiles(tail.lineHash());
                rows++;
            }
        }
        this.findings.counts().inFiles(rows);
        this.findings.problem("%s has %d lines after its committed length of %d bytes".formatted(segment.entry().file(),
                rows, segment.entry().bytes()));
    }

    void countStray(Path file) throws IOException {
        long rows = 0;
        FileFormat format = FileFormat.of(file.getFileName().toString());
        try (FileLines lines = new FileLines(format.isParquet() ? ParquetLines.compared(file, Files.size(file))
                : format.content(Files.newInputStream(file)))) {
            while (lines.nextLine()) {
                rows++;
            }
        }
        if (hasHeader(file.getFileName().toString())) {
            rows = Math.max(0, rows - 1);
        }
        this.findings.counts().inFiles(rows);
        this.findings.counts().foreign(rows);
        this.findings.problem("%s is not in the ledger; it has %d rows".formatted(file.getFileName(), rows));
    }

}
