package io.sensorstreams.consumer.parquet;

import java.io.IOException;
import java.io.OutputStream;

import io.sensorstreams.consumer.format.FileColumns;
import io.sensorstreams.consumer.parquet.type.ColumnType;
import io.sensorstreams.consumer.parquet.type.WidestTypes;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet file that rows are appended to, in offset order. A row is in the file only
 * when the file is {@linkplain #finish finished}: the format has its metadata at the end.
 * Owned by one thread, not thread-safe.
 * <p>
 * The types of the columns are found from the rows, see {@link ColumnType}. The first
 * rows wait in memory. While they do, any row with the same columns {@linkplain #fits
 * fits}, and makes the types wider. After {@link ParquetSettings#headBytes()} the types
 * are fixed. A later row fits if each of its values has exactly the same value in the
 * type of its column. A row that does not fit starts the next file. The next file starts
 * with the widest types so far and with another wait, so a file has many rows even if
 * each row has another type than the one before.
 * <p>
 * Memory is bounded by the settings: the first rows, then one row group, which is written
 * as soon as it is full. In addition, a column takes about 25 KB (4 KB in a file of more
 * than 250 columns, which has no dictionaries), and 600 bytes for each row group.
 * {@link #memory} is the sum. {@link #writeRows} makes it smaller.
 * <p>
 * After an exception, the file has no use.
 */
public final class ParquetSegment {

    private final ParquetSettings settings;

    private final WidestTypes widest;

    private final FileColumns columns;

    private final FileOutput out;

    /** The first rows; without meaning when there is a body. */
    private FileHead head;

    /** Null while the types are not fixed. */
    private @Nullable FileBody body;

    private ParquetSegment(OutputStream out, FileColumns columns, ParquetSettings settings, WidestTypes widest) {
        this.settings = settings;
        this.widest = widest;
        this.columns = columns;
        this.head = new FileHead(columns, settings, widest);
        this.out = new FileOutput(out);
    }

    /**
     * Starts a file with the columns of the current row, which is not appended yet.
     * @param out takes the bytes of the file from its start
     * @param widest types of the columns of earlier files of the partition
     */
    public static ParquetSegment open(OutputStream out, ParquetRow row, ParquetSettings settings, WidestTypes widest)
            throws IOException {
        ParquetSegment segment = new ParquetSegment(out, new FileColumns(row.columns()), settings, widest);
        segment.out.write(FileBody.MAGIC);
        return segment;
    }

    /** Columns of the rows, in the order of the file. */
    public FileColumns columns() {
        return this.columns;
    }

    /**
     * Whether the current row can be appended: same columns, and types that have it. A
     * file with so many row groups that their metadata takes the memory of a row group is
     * full, and nothing fits.
     */
    public boolean fits(ParquetRow row) {
        return (this.body != null) ? this.body.take(row) : row.hasColumnsOf(this.columns);
    }

    /**
     * Appends the current row, which {@link #fits}.
     * @param header bytes of the {@code row} header, null if there is none; other than
     * ASCII is left out
     */
    public void append(ParquetRow row, long offset, byte @Nullable [] header) throws IOException {
        if (this.body != null) {
            this.body.add(row, offset, header);
            return;
        }
        if (!fits(row)) {
            throw new IllegalStateException("the row does not fit the file");
        }
        this.head.add(row, offset, this.settings.offsets() ? header : null);
        if (this.head.bytes() >= this.settings.headBytes()) {
            fixTypes();
        }
    }

    private FileBody fixTypes() throws IOException {
        if (this.body != null) {
            return this.body;
        }
        this.widest.add(this.columns.names(), this.head.types());
        FileBody fixed = new FileBody(FileSchema.of(this.columns.names(), this.head.types(), this.settings),
                this.settings, this.out);
        this.head.passTo(fixed::add);
        this.head = new FileHead(this.columns, this.settings, this.widest);
        this.body = fixed;
        return fixed;
    }

    /** Number of appended rows. */
    public long rows() {
        return (this.body != null) ? this.body.rows() : this.head.rows();
    }

    /**
     * Approximate length of the file if it were finished now. It counts rows that wait in
     * memory before they are compressed, so it may decrease.
     */
    public long bytes() {
        return this.out.length() + waiting();
    }

    /** Bytes of {@link #bytes} that wait in memory. */
    public long waiting() {
        return (this.body != null) ? this.body.pending() : this.head.bytes();
    }

    /** Approximate memory that the rows, the columns and the metadata take. */
    public long memory() {
        return (this.body != null) ? this.body.memory() : 2 * this.head.bytes();
    }

    /**
     * Writes the rows that wait in memory, so that it can be used for other files. This
     * fixes the types, and many small row groups make a file slow to read.
     */
    public void writeRows() throws IOException {
        fixTypes().writeGroup();
    }

    /** Writes the rest of the file. The stream stays open. */
    public void finish() throws IOException {
        fixTypes().finish();
    }

}
