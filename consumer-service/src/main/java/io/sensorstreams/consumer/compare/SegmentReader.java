package io.sensorstreams.consumer.compare;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

import com.github.luben.zstd.ZstdInputStream;
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

    private SegmentReader(Segment segment, CommittedStream committed, FileLines lines) {
        this.segment = segment;
        this.committed = committed;
        this.lines = lines;
    }

    static SegmentReader open(Segment segment) throws IOException {
        CommittedStream committed = CommittedStream.open(segment.path(), segment.entry().bytes());
        try {
            return new SegmentReader(segment, committed, new FileLines(plain(segment.entry().file(), committed)));
        }
        catch (IOException e) {
            committed.close();
            throw e;
        }
    }

    /** Returns the content of a file, decompressed according to its extension. */
    static InputStream plain(String file, InputStream in) throws IOException {
        if (file.endsWith(".gz")) {
            return new GZIPInputStream(in);
        }
        return file.endsWith(".zst") ? new ZstdInputStream(in) : in;
    }

    /** Length of the decompressed content. */
    static long plainLength(Segment segment) throws IOException {
        try (SegmentReader reader = open(segment)) {
            long length = 0;
            while (reader.lines.nextLine()) {
                length += reader.lines.lineLength();
            }
            return length;
        }
    }

    /**
     * Reads the columns of a file.
     * @param lines continued in the file
     * @return empty when the first line of the file is not a valid header
     */
    static Optional<FileColumns> columns(Segment segment, SinkLines lines) throws IOException {
        try (SegmentReader reader = open(segment)) {
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

    /** Opens the lines after the committed length; the caller closes them. */
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
