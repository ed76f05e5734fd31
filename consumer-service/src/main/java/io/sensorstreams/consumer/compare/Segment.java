package io.sensorstreams.consumer.compare;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.consumer.bytes.CommittedBytes;
import io.sensorstreams.consumer.files.CommittedStream;
import io.sensorstreams.consumer.format.FileColumns;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.parquet.output.ParquetLines;
import io.sensorstreams.consumer.parquet.output.TypedColumns;

/**
 * An output file as seen by an audit.
 *
 * @param here whether the file belongs to this disk, or this audit reads its store
 * @param ours whether it must exist here, because this instance wrote it, it belongs to
 * this disk, or this audit reads its store
 * @param tail bytes after the committed length that count as a problem
 */
public record Segment(LedgerEntry entry, CommittedBytes bytes, boolean here, boolean ours, long tail) {

    /** A file of this disk, or of another one. */
    public Segment(LedgerEntry entry, Path path, boolean here, boolean ours, long tail) {
        this(entry, CommittedBytes.onDisk(path, entry.bytes()), here, ours, tail);
    }

    /** Opens the committed bytes. */
    CommittedStream open() throws IOException {
        return CommittedStream.open(this.bytes);
    }

    /**
     * Opens the lines of the committed bytes. The stream is closed with them; of a
     * Parquet file it is not read, because its rows are not in the order of its bytes.
     */
    InputStream lines(CommittedStream committed) {
        return format().isParquet() ? ParquetLines.compared(this.bytes) : format().content(committed);
    }

    /** Columns of a Parquet file with their types, if it is not damaged. */
    Optional<FileColumns> typedColumns() throws StoreException {
        return format().isParquet() ? TypedColumns.read(this.bytes) : Optional.empty();
    }

    FileFormat format() {
        return FileFormat.of(this.entry.file());
    }

    /**
     * Length of the committed lines; of a damaged file, that of the readable ones.
     * @throws StoreException when the store fails
     */
    long length() throws IOException {
        if (format().isPlain()) {
            return this.entry.bytes();
        }
        try (CommittedStream committed = open(); FileLines content = new FileLines(lines(committed))) {
            long length = content.skip(Long.MAX_VALUE);
            content.checkStore();
            return length;
        }
    }

    /** Whether all its records are older than the oldest one that Kafka still has. */
    boolean isBefore(long logStart) {
        return this.entry.nextOffset() <= logStart;
    }

    /** Whether Kafka still has its last records, but not its first one. */
    boolean straddles(long logStart) {
        return this.entry.firstOffset() < logStart && logStart < this.entry.nextOffset();
    }

    /** Number of bytes on the disk after the committed length. */
    public static long uncommitted(LedgerEntry entry, Path path) throws IOException {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? Math.max(0, Files.size(path) - entry.bytes()) : 0;
    }

}
