package io.sensorstreams.consumer.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerObject;
import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.consumer.bytes.CommittedBytes;
import io.sensorstreams.consumer.files.CommittedStream;
import io.sensorstreams.consumer.format.FileColumns;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.format.LineBuffer;
import io.sensorstreams.consumer.parquet.output.ParquetLines;
import io.sensorstreams.consumer.reread.SinkLines;

/** Compares single files with their records, and counts the rows of other files. */
final class FileComparison {

    private final LineDifference difference;

    private final Findings findings;

    private final FileChecks checks;

    private boolean lostStep;

    FileComparison(LineDifference difference, Findings findings, FileChecks checks) {
        this.checks = checks;
        this.difference = difference;
        this.findings = findings;
    }

    /** Whether a difference was too large to distinguish it from a change of order. */
    boolean lostStep() {
        return this.lostStep;
    }

    /** Counts the rows of a file that cannot be read; Kafka has this many. */
    void absent(Segment segment, long rows) {
        LedgerEntry entry = segment.entry();
        if (segment.here() && this.checks.failure(segment) instanceof StoreException store) {
            unread(entry, rows, store);
        }
        else if (segment.ours()) {
            // Including rows whose records are no longer in Kafka.
            this.findings.counts().missing(Math.max(rows, entry.rows()));
            this.findings.problem(absence(segment));
        }
        else {
            this.findings.counts().unreachable(rows, entry.owner());
        }
    }

    private String absence(Segment segment) {
        LedgerEntry entry = segment.entry();
        LedgerObject object = entry.object();
        if (object == null) {
            return "%s is not on this disk".formatted(entry.file());
        }
        String what = (this.checks.failure(segment) instanceof NoSuchFileException) ? "deleted" : "replaced";
        return "%s is not in the object store %s: its object '%s' was %s".formatted(entry.file(), entry.disk(),
                object.key(), what);
    }

    /** Nothing is known of the rows, so they are neither missing nor there. */
    private void unread(LedgerEntry entry, long rows, StoreException failure) {
        this.findings.counts().unread(new UnreadStore(entry.disk(), rows, String.valueOf(failure.getMessage())));
    }

    void verify(Segment segment) throws IOException {
        try (CommittedStream committed = segment.open()) {
            verify(segment, committed);
        }
    }

    /**
     * Compares a file with its records.
     * @param typed columns of a Parquet file, if it is not damaged
     * @param older bytes at the start of the file whose records are no longer in Kafka
     */
    void compare(SinkLines lines, Segment segment, Optional<FileColumns> typed, long older) throws IOException {
        LedgerEntry entry = segment.entry();
        try (CommittedStream committed = segment.open(); FileLines file = new FileLines(segment.lines(committed))) {
            boolean current = lines.advance(entry.nextOffset());
            if (segment.format().isParquet()) {
                typed.ifPresent(lines.format()::continueFile);
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
            IOException failure = file.failure().orElse(null);
            if (failure instanceof StoreException store) {
                unread(entry, merge.unread(), store);
                return;
            }
            if (older == 0 && merge.rows() != entry.rows()) {
                this.findings
                    .problem("%s has %d rows; the ledger has %d".formatted(entry.file(), merge.rows(), entry.rows()));
            }
            if (failure != null) {
                this.findings.problem(unreadable(segment, failure));
            }
            verify(segment, committed);
        }
        if (segment.tail() > 0) {
            compareTail(segment);
        }
    }

    /** Compares length and checksum of the committed bytes with the ledger. */
    private void verify(Segment segment, CommittedStream committed) {
        LedgerEntry entry = segment.entry();
        try {
            committed.drain();
        }
        catch (StoreException e) {
            // Its rows, if Kafka has any, were compared.
            unread(entry, 0, e);
            return;
        }
        catch (IOException e) {
            this.findings.problem(unreadable(segment, e));
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

    private static String unreadable(Segment segment, IOException failure) {
        LedgerEntry entry = segment.entry();
        String reason = (failure instanceof NoSuchFileException) ? "it was deleted during the audit"
                : entry.isInStore() ? String.valueOf(failure.getMessage()) : failure.toString();
        return "%s cannot be read: %s".formatted(entry.file(), reason);
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
            if (!file.isUnread()) {
                this.findings.problem("%s does not start with the header of its first record".formatted(name));
            }
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
        try (FileLines tail = new FileLines(segment.bytes().stream())) {
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
        try (FileLines lines = new FileLines(
                format.isParquet() ? ParquetLines.compared(CommittedBytes.onDisk(file, Files.size(file)))
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
