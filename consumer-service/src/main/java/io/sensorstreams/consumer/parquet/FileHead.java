package io.sensorstreams.consumer.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.consumer.format.FileColumns;
import io.sensorstreams.consumer.format.LineBuffer;
import io.sensorstreams.consumer.parquet.type.CellTypes;
import io.sensorstreams.consumer.parquet.type.ColumnType;
import io.sensorstreams.consumer.parquet.type.WidestTypes;
import org.jspecify.annotations.Nullable;

/**
 * The first rows of a file, as they were received, and the types of its columns so far.
 * Any row with the same columns fits: it makes the types wider. Not thread-safe.
 */
final class FileHead {

    private static final int BYTES_OF_ROW = 2 * Integer.BYTES + Long.BYTES;

    private final FileColumns columns;

    private final CellTypes cells;

    private final ColumnType[] types;

    private final LineBuffer bytes = new LineBuffer();

    /** Where the value and the header of each row end in the bytes. */
    private int[] valueEnds = new int[64];

    private int[] headerEnds = new int[64];

    private boolean[] hasHeader = new boolean[64];

    private long[] offsets = new long[64];

    private int rows;

    FileHead(FileColumns columns, ParquetSettings settings, WidestTypes widest) {
        this.columns = columns;
        this.cells = new CellTypes(settings.numbers(), settings.timeColumn(), settings.patterns());
        this.types = columns.names().stream().map(widest::of).toArray(ColumnType[]::new);
    }

    void add(ParquetRow row, long offset, byte @Nullable [] header) {
        int[] places = row.cellsOf(this.columns);
        for (int i = 0; i < places.length; i++) {
            this.types[i] = this.cells.widen(this.types[i], this.columns.names().get(i), row.decoder(), places[i]);
        }
        if (this.rows == this.offsets.length) {
            this.valueEnds = Arrays.copyOf(this.valueEnds, 2 * this.rows);
            this.headerEnds = Arrays.copyOf(this.headerEnds, 2 * this.rows);
            this.hasHeader = Arrays.copyOf(this.hasHeader, 2 * this.rows);
            this.offsets = Arrays.copyOf(this.offsets, 2 * this.rows);
        }
        byte[] value = row.value();
        this.bytes.append(value, 0, value.length);
        this.valueEnds[this.rows] = this.bytes.length();
        if (header != null) {
            this.bytes.append(header, 0, header.length);
        }
        this.headerEnds[this.rows] = this.bytes.length();
        this.hasHeader[this.rows] = header != null;
        this.offsets[this.rows] = offset;
        this.rows++;
    }

    int rows() {
        return this.rows;
    }

    /** Bytes of the rows; up to twice as many are reserved. */
    long bytes() {
        return this.bytes.length() + (long) BYTES_OF_ROW * this.rows;
    }

    List<ColumnType> types() {
        return new ArrayList<>(Arrays.asList(this.types));
    }

    /** Passes all rows on, in the order in which they were added. */
    void passTo(Receiver receiver) throws IOException {
        ParquetRow row = new ParquetRow();
        int from = 0;
        for (int i = 0; i < this.rows; i++) {
            try {
                row.read(Arrays.copyOfRange(this.bytes.array(), from, this.valueEnds[i]));
            }
            catch (MalformedRowException e) {
                throw new IllegalStateException("a row that was valid is not any more", e);
            }
            from = this.headerEnds[i];
            receiver.add(row, this.offsets[i],
                    this.hasHeader[i] ? Arrays.copyOfRange(this.bytes.array(), this.valueEnds[i], from) : null);
        }
    }

    /** Takes the rows. */
    interface Receiver {

        void add(ParquetRow row, long offset, byte @Nullable [] header) throws IOException;

    }

}
