package io.sensorstreams.consumer.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.bytes.CommittedBytes;
import io.sensorstreams.consumer.bytes.TranslatedStream;
import io.sensorstreams.consumer.format.DamagedContentException;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.parquet.output.ParquetLines;

import org.springframework.core.io.AbstractResource;
import org.springframework.http.MediaType;

/**
 * A file that this replica can read, on this disk or in an object store. Each method
 * throws what {@link CommittedBytes} throws, and a {@link FileNotFoundException} where it
 * is noted.
 */
public final class CommittedFile extends AbstractResource {

    private static final MediaType CSV = new MediaType("text", "csv");

    private static final MediaType JSON_LINES = new MediaType("application", "x-ndjson");

    private static final MediaType GZIP = new MediaType("application", "gzip");

    private static final MediaType ZSTD = new MediaType("application", "zstd");

    private static final MediaType PARQUET = new MediaType("application", "vnd.apache.parquet");

    private final LedgerEntry entry;

    private final CommittedBytes bytes;

    private final FileFormat format;

    /**
     * Creates the resource.
     * @param entry the file's committed state
     */
    public CommittedFile(LedgerEntry entry, CommittedBytes bytes) {
        this.entry = entry;
        this.bytes = bytes;
        this.format = FileFormat.of(entry.file());
    }

    /** A file on this disk. It may be longer than its committed length. */
    public CommittedFile(LedgerEntry entry, Path path) {
        this(entry, CommittedBytes.onDisk(path, entry.bytes()));
    }

    /** Type of the stored bytes. */
    MediaType type() {
        if (this.format.isParquet()) {
            return PARQUET;
        }
        return switch (this.format.compression()) {
            case NONE -> typeOfLines();
            case GZ -> GZIP;
            case ZST -> ZSTD;
        };
    }

    MediaType typeOfLines() {
        return isCsv() ? CSV : JSON_LINES;
    }

    /** The file's committed state. */
    public LedgerEntry entry() {
        return this.entry;
    }

    /** Identifies the committed bytes, on each replica in the same way. */
    String etag() {
        return '"' + this.entry.crc32c() + '-' + this.entry.bytes() + '"';
    }

    /** Whether the lines are CSV; otherwise each line is a JSON object. */
    public boolean isCsv() {
        return this.format.hasHeader();
    }

    /**
     * Returns the header line, if the format has one, and the last lines.
     * @throws FileNotFoundException when the file is gone or damaged
     */
    byte[] tail(int lines) throws IOException {
        try {
            return this.format.isPlain() ? new FileTail(this.bytes, isCsv()).read(lines) : compressedTail(lines);
        }
        catch (NoSuchFileException e) {
            throw FileNotFoundException.deleted(this.entry);
        }
        catch (DamagedContentException e) {
            throw FileNotFoundException.damaged(this.entry, String.valueOf(e.getMessage()));
        }
    }

    private byte[] compressedTail(int lines) throws IOException {
        try (InputStream content = lines()) {
            return new CompressedTail(content, isCsv()).read(lines);
        }
    }

    /** Opens the lines of the committed bytes at their start. */
    public InputStream lines() throws IOException {
        if (this.format.isParquet()) {
            return ParquetLines.json(this.bytes);
        }
        return this.format.content(CommittedStream.open(this.bytes));
    }

    /**
     * Opens the lines of the committed bytes to read them at any place.
     * @throws FileNotFoundException when the file is gone
     */
    public FileContent open() throws IOException {
        if (!this.format.isPlain()) {
            return new CompressedContent(this);
        }
        try {
            return new PlainContent(this.bytes.open(), this.entry.bytes());
        }
        catch (NoSuchFileException e) {
            throw FileNotFoundException.deleted(this.entry);
        }
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

    /** Opens the body of a response. */
    @Override
    public InputStream getInputStream() throws IOException {
        try {
            return this.entry.isInStore()
                    // The response is broken off.
                    ? new TranslatedStream(this.bytes.stream(), BrokenBodyException::new)
                    : CommittedStream.open(this.bytes);
        }
        catch (NoSuchFileException e) {
            throw FileNotFoundException.deleted(this.entry);
        }
    }

    @Override
    public String getDescription() {
        return "committed bytes of " + this.bytes;
    }

}
