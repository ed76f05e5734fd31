package io.sensorstreams.consumer.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/**
 * The row groups of a file whose types are fixed, and its footer. The layout is that of
 * the <a href="https://parquet.apache.org/docs/file-format/">Parquet format</a>: the
 * magic number, row groups, the metadata of all row groups, the length of the metadata,
 * the magic number. Owned by one thread.
 */
final class FileBody {

    static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private static final String CREATED_BY = "sensor-streams version 1.0.0";

    /** Most bytes of row values after which the size of the row group is computed. */
    private static final int CHECKED = 64 * 1024;

    /** Memory of the metadata of one column of a row group that was written, measured. */
    private static final int METADATA_OF_CHUNK = 600;

    /** Memory of an encoded byte: buffers and dictionaries are half empty, measured. */
    private static final int MEMORY_OF_BYTE = 2;

    private final FileSchema schema;

    private final ParquetSettings settings;

    private final FileOutput out;

    private final CellValue[] cells;

    private final List<RowGroup> written = new ArrayList<>();

    private RowGroupWriter group;

    private long rows;

    private final int checkedAfter;

    /** Memory at which a row group is written, and that the metadata may take. */
    private final long most;

    /** Encoded bytes of the row group at the last check. */
    private long checked;

    private long sinceCheck;

    /** The value that the cells have; 0 for none. */
    private long taken;

    FileBody(FileSchema schema, ParquetSettings settings, FileOutput out) {
        this.schema = schema;
        this.settings = settings;
        this.out = out;
        this.cells = schema.all().stream().map(CellValue::new).toArray(CellValue[]::new);
        this.group = new RowGroupWriter(schema, settings);
        // Row groups that are smaller than their metadata would need ever more memory.
        this.most = Math.max(settings.rowGroupBytes(), 4L * METADATA_OF_CHUNK * this.cells.length);
        this.checkedAfter = Math.min(CHECKED, settings.rowGroupBytes() / 16);
    }

    /**
     * Whether each column has the type that a row needs, and the metadata of the file
     * takes no more memory than a row group.
     */
    boolean take(ParquetRow row) {
        if (this.taken != 0 && this.taken == row.count()) {
            return true;
        }
        if (metadata() > this.most) {
            return false;
        }
        this.taken = 0;
        int[] places = row.cellsOf(this.schema.rowColumns());
        for (int i = 0; i < places.length; i++) {
            if (!this.cells[i].take(row.decoder(), places[i])) {
                return false;
            }
        }
        this.taken = (places.length > 0) ? row.count() : 0;
        return places.length > 0;
    }

    void add(ParquetRow row, long offset, byte @Nullable [] header) throws IOException {
        if (!take(row)) {
            throw new IllegalStateException("the row does not fit the file");
        }
        if (this.schema.hasOffsets()) {
            this.cells[this.cells.length - 2].take(offset);
            this.cells[this.cells.length - 1].take((header != null && isAscii(header)) ? header : null);
        }
        this.group.add(this.cells);
        this.taken = 0;
        this.rows++;
        this.sinceCheck += row.value().length;
        if (this.sinceCheck >= this.checkedAfter) {
            this.checked = this.group.bytes();
            this.sinceCheck = 0;
            if (this.checked * MEMORY_OF_BYTE >= this.most) {
                writeGroup();
            }
        }
    }

    private static boolean isAscii(byte[] header) {
        for (byte b : header) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    void writeGroup() throws IOException {
        if (this.group.rows() > 0) {
            RowGroup place = this.group.writeTo(this.out);
            place.setOrdinal((short) Math.min(this.written.size(), Short.MAX_VALUE));
            this.written.add(place);
            this.group = new RowGroupWriter(this.schema, this.settings);
            this.checked = 0;
            this.sinceCheck = 0;
        }
    }

    long rows() {
        return this.rows;
    }

    /** Approximate bytes that are not written yet, at most those of the values. */
    long pending() {
        return this.checked + this.sinceCheck;
    }

    long memory() {
        return MEMORY_OF_BYTE * pending() + RowGroupWriter.memoryOfEmpty(this.schema) + metadata();
    }

    private long metadata() {
        return (long) METADATA_OF_CHUNK * this.cells.length * this.written.size();
    }

    void finish() throws IOException {
        writeGroup();
        FileMetaData file = new FileMetaData();
        file.setVersion(1);
        this.schema.describe(file);
        file.setNum_rows(this.rows);
        file.setRow_groups(this.written);
        file.setCreated_by(CREATED_BY);
        for (int i = 0; i < this.cells.length; i++) {
            file.addToColumn_orders(ColumnOrder.TYPE_ORDER(new TypeDefinedOrder()));
        }
        ByteArrayOutputStream footer = new ByteArrayOutputStream();
        Util.writeFileMetaData(file, footer);
        int length = footer.size();
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            footer.write(length >> shift);
        }
        footer.write(MAGIC);
        this.out.write(footer.toByteArray());
    }

}
