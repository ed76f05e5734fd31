package io.sensorstreams.consumer.parquet;

import io.sensorstreams.common.wire.RowDecoder;
import io.sensorstreams.consumer.format.FileColumns;
import io.sensorstreams.consumer.format.LineBuffer;

/**
 * Makes the lines of records in the types of a file, to compare them with its
 * {@linkplain ParquetRows#line rows}. Not thread-safe.
 */
public final class RecordLines {

    private final FileColumns columns;

    private final CellValue[] cells;

    private final LineBuffer line = new LineBuffer();

    RecordLines(FileSchema schema) {
        this.columns = schema.rowColumns();
        this.cells = schema.all().stream().map(CellValue::new).toArray(CellValue[]::new);
    }

    /**
     * Returns the line of a record with the columns of the file. A value that its column
     * cannot have is marked.
     */
    public LineBuffer of(ParquetRow row) {
        this.line.clear();
        int[] places = row.cellsOf(this.columns);
        for (int i = 0; i < places.length; i++) {
            if (i > 0) {
                this.line.append((byte) ',');
            }
            if (this.cells[i].take(row.decoder(), places[i])) {
                this.cells[i].print(this.line);
            }
            else {
                printMarked(row.decoder(), places[i]);
            }
        }
        this.line.append((byte) '\n');
        return this.line;
    }

    private void printMarked(RowDecoder row, int cell) {
        this.line.append((byte) '!');
        CellValue.printText(this.line, row.bytes(cell), row.start(cell), row.end(cell));
    }

}
