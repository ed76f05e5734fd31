package io.sensorstreams.consumer.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.format.DamagedContentException;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.parquet.output.ParquetLines;

import org.springframework.core.io.AbstractResource;
import org.springframework.http.MediaType;

/** The committed bytes of a file on this disk. */
public final class CommittedFile extends AbstractResource {

    private static final MediaType CSV = new MediaType("text", "csv");

    private static final MediaType JSON_LINES = new MediaType("application", "x-ndjson");

    private static final MediaType GZIP = new MediaType("application", "gzip");

    private static final MediaType ZSTD = new MediaType("application", "zstd");

    private static final MediaType PARQUET = new MediaType("application", "vnd.apache.parquet");

    private final LedgerEntry entry;

    private final Path path;

    private final FileFormat format;

    /**
     * Creates the resource.
     * @param entry the file's committed state
     */
    public CommittedFile(LedgerEntry entry, Path path) {
        this.entry = entry;
        this.path = path;
        this.format = FileFormat.of(entry.file());
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

    /** The file on this disk. It may be longer than its committed length. */
    public Path path() {
        return this.path;
    }

    /** Whether the lines are CSV; otherwise each line is a JSON object. */
    public boolean isCsv() {
        return this.format.hasHeader();
    }

    /** Returns the header line, if the format has one, and the last lines. */
    byte[] tail(int lines) throws IOException {
        if (!this.format.isPlain()) {
            return compressedTail(lines);
        }
        try {
            return new FileTail(this.path, this.entry.bytes(), isCsv()).read(lines);
        }
        catch (NoSuchFileException e) {
            throw FileNotFoundException.deleted(this.entry);
        }
    }

    private byte[] compressedTail(int lines) throws IOException {
        try (InputStream content = lines()) {
            return new CompressedTail(content, isCsv()).read(lines);
        }
        catch (DamagedContentException e) {
            throw FileNotFoundException.damaged(this.entry, String.valueOf(e.getMessage()));
        }
    }

    /** Opens the lines of the committed bytes at their start. */
    public InputStream lines() throws IOException {
        if (this.format.isParquet()) {
            return ParquetLines.json(this.path, this.entry.bytes());
        }
        return this.format.content(getInputStream());
    }

    /** Opens the lines of the committed bytes to read them at any place. */
    public FileContent open() throws IOException {
        if (!this.format.isPlain()) {
            return new CompressedContent(this);
        }
        try {
            return new PlainContent(FileChannel.open(this.path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS),
                    this.entry.bytes());
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

    @Override
    public InputStream getInputStream() throws IOException {
        try {
            return CommittedStream.open(this.path, this.entry.bytes());
        }
        catch (NoSuchFileException e) {
            throw FileNotFoundException.deleted(this.entry);
        }
    }

    @Override
    public String getDescription() {
        return "committed bytes of " + this.path;
    }

}
