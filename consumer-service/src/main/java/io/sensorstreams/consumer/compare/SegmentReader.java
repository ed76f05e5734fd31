package io.sensorstreams.consumer.compare;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.consumer.files.CommittedStream;
import io.sensorstreams.consumer.format.FileColumns;
import io.sensorstreams.consumer.reread.SinkLines;

/**
 * Reads the committed rows of a segment, and then compares length and checksum with the
 * ledger. Not thread-safe.
 */
final class SegmentReader implements Closeable {

    private final Segment segment;

    private final CommittedStream committed;

    private final FileLines lines;

    SegmentReader(Segment segment) throws IOException {
        this.segment = segment;
        this.committed = CommittedStream.open(segment.path(), segment.entry().bytes());
        this.lines = new FileLines(this.committed);
    }

    /**
     * Reads the columns of a file, which the lines continue.
     * @return empty when the first line of the file is not a valid header
     */
    static Optional<FileColumns> columns(Segment segment, SinkLines lines) throws IOException {
        try (SegmentReader reader = new SegmentReader(segment)) {
            if (!reader.lines.nextLine()) {
                return Optional.empty();
            }
            lines.resumeFile(reader.lines.line());
            return Optional.of(lines.file());
        }
        catch (MalformedRowException e) {
            return Optional.empty();
        }
    }

    FileLines lines() {
        return this.lines;
    }

    /** Compares length and checksum of the committed bytes with the ledger. */
    void verify(Findings findings) {
        LedgerEntry entry = this.segment.entry();
        this.lines.failure()
            .ifPresent((failure) -> findings.problem("%s cannot be read: %s".formatted(entry.file(), failure)));
        try {
            this.committed.drain();
        }
        catch (IOException e) {
            findings.problem("%s cannot be read: %s".formatted(entry.file(), e));
            return;
        }
        if (this.committed.count() < entry.bytes()) {
            findings.problem("%s is %d bytes long; the ledger has %d".formatted(entry.file(), this.committed.count(),
                    entry.bytes()));
        }
        else if (!this.committed.crc32c().equals(entry.crc32c())) {
            findings.problem("%s has the checksum %s; the ledger has %s".formatted(entry.file(),
                    this.committed.crc32c(), entry.crc32c()));
        }
    }

    static FileLines tail(Segment segment) throws IOException {
        FileLines lines = new FileLines(Files.newInputStream(segment.path()));
        lines.skip(segment.entry().bytes());
        return lines;
    }

    @Override
    public void close() throws IOException {
        this.lines.close();
    }

}
