package io.sensorstreams.consumer.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

import io.sensorstreams.common.ledger.LedgerEntry;

import org.springframework.core.io.AbstractResource;
import org.springframework.http.MediaType;

/** The committed bytes of a file on this disk. */
public final class CommittedFile extends AbstractResource {

    private static final MediaType CSV = new MediaType("text", "csv");

    private static final MediaType JSON_LINES = new MediaType("application", "x-ndjson");

    private final LedgerEntry entry;

    private final Path path;

    /**
     * Creates the resource.
     * @param entry the file's committed state
     */
    public CommittedFile(LedgerEntry entry, Path path) {
        this.entry = entry;
        this.path = path;
    }

    MediaType type() {
        return isCsv() ? CSV : JSON_LINES;
    }

    /** The file's committed state. */
    public LedgerEntry entry() {
        return this.entry;
    }

    /** The file on this disk. It may be longer than its committed length. */
    public Path path() {
        return this.path;
    }

    /** Whether the file is CSV; otherwise each line is a JSON object. */
    public boolean isCsv() {
        return this.entry.file().endsWith(".csv");
    }

    /** Returns the header line, if the format has one, and the last lines. */
    byte[] tail(int lines) throws IOException {
        return new FileTail(this.path, this.entry.bytes(), isCsv()).read(lines);
    }

    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public long contentLength() {
        return this.entry.bytes();
    }

    @Override
    public String getFilename() {
        return this.entry.file();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return CommittedStream.open(this.path, this.entry.bytes());
    }

    @Override
    public String getDescription() {
        return "committed bytes of " + this.path;
    }

}
