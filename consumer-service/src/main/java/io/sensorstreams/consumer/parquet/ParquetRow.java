package io.sensorstreams.consumer.parquet;

import java.util.List;

import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.common.wire.RowDecoder;
import io.sensorstreams.consumer.format.FileColumns;
import org.jspecify.annotations.Nullable;

/**
 * The current record value of one partition, decoded. It is read once and then offered to
 * the open files. The object is reused for each value. Not thread-safe.
 */
public final class ParquetRow {

    /** The encoders of more columns would take too much memory. */
    private static final int MOST_COLUMNS = 10_000;

    private final RowDecoder decoder = new RowDecoder();

    private byte[] value = {};

    /** Columns for which the hash was computed. */
    private List<String> columns = List.of();

    private int hash;

    /** Number of values so far; identifies the current one. */
    private long count;

    /**
     * Reads a value and makes it the current one.
     * @param value used until the next call, not copied
     * @throws MalformedRowException when the value is not a row, or has more than 10,000
     * columns; there is no current value then
     */
    public void read(byte @Nullable [] value) throws MalformedRowException {
        this.count++;
        if (value == null) {
            throw new MalformedRowException("value is null (a tombstone), expected a JSON object");
        }
        this.decoder.decode(value);
        if (this.decoder.columns().size() > MOST_COLUMNS) {
            throw new MalformedRowException("value has %d columns, a Parquet file has at most %d"
                .formatted(this.decoder.columns().size(), MOST_COLUMNS));
        }
        this.value = value;
        if (this.decoder.columns() != this.columns) {
            this.columns = this.decoder.columns();
            this.hash = FileColumns.hash(this.columns);
        }
    }

    /** Names of the current value, in its order. */
    public List<String> columns() {
        return this.columns;
    }

    /** Whether a file with these columns has the columns of the current value. */
    public boolean hasColumnsOf(FileColumns file) {
        return cellsOf(file).length > 0;
    }

    /** For each column of the file its cell; empty when the columns are others. */
    int[] cellsOf(FileColumns file) {
        return file.cellsOf(this.columns, this.hash);
    }

    RowDecoder decoder() {
        return this.decoder;
    }

    /** Bytes of the current value. */
    public byte[] value() {
        return this.value;
    }

    long count() {
        return this.count;
    }

}
