package io.sensorstreams.consumer.parquet.output;

import java.util.List;

import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.consumer.format.FileColumns;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.format.LineBuffer;
import io.sensorstreams.consumer.format.LineFormat;
import io.sensorstreams.consumer.parquet.ParquetRow;
import org.jspecify.annotations.Nullable;

/**
 * Reads the record values of one partition for Parquet files. The line of a value is the
 * one of {@link ParquetLines#compared} when the current file has {@link TypedColumns},
 * else its JSON text.
 */
public final class ParquetFormat implements LineFormat {

    private static final FileColumns NO_FILE = new FileColumns(List.of());

    private final ParquetRow row = new ParquetRow();

    private FileColumns file = NO_FILE;

    /** Types of the file that is being compared. */
    private @Nullable TypedColumns typed;

    /** Creates a converter of rows for one partition, for files of any format. */
    public static LineFormat of(FileFormat format) {
        return format.isParquet() ? new ParquetFormat() : format.create();
    }

    ParquetRow row() {
        return this.row;
    }

    @Override
    public void read(byte @Nullable [] value) throws MalformedRowException {
        this.row.read(value);
        TypedColumns before = this.typed;
        if (before != null && before != this.file && this.row.hasColumnsOf(before)) {
            // After a row with other columns, for which a file was started.
            this.file = before;
        }
    }

    @Override
    public boolean fits() {
        return this.row.hasColumnsOf(this.file);
    }

    @Override
    public boolean fits(FileColumns columns) {
        return this.row.hasColumnsOf(columns);
    }

    /** There is no header line. */
    @Override
    public void startFile(LineBuffer out) {
        this.file = new FileColumns(this.row.columns());
    }

    @Override
    public void resumeFile(byte[] firstLine) throws MalformedRowException {
        throw new MalformedRowException("a Parquet file has no header line");
    }

    @Override
    public FileColumns file() {
        return this.file;
    }

    @Override
    public void continueFile(FileColumns columns) {
        this.file = columns;
        this.typed = (columns instanceof TypedColumns types) ? types : null;
    }

    @Override
    public void appendLine(LineBuffer out) {
        if (this.file instanceof TypedColumns types && fits()) {
            LineBuffer line = types.lineOf(this.row);
            out.append(line.array(), 0, line.length());
            return;
        }
        for (byte b : this.row.value()) {
            // Only between members: in a text it is escaped.
            out.append((b == '\n') ? (byte) ' ' : b);
        }
        out.append((byte) '\n');
    }

}
