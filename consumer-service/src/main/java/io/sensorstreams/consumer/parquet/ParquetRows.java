package io.sensorstreams.consumer.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

import io.sensorstreams.consumer.bytes.BytesReader;
import io.sensorstreams.consumer.bytes.CommittedBytes;
import io.sensorstreams.consumer.format.FileColumns;
import io.sensorstreams.consumer.format.LineBuffer;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReaderImpl;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.io.api.PrimitiveConverter;

/**
 * Reads the rows of a file of {@link ParquetSegment}, in the order in which they were
 * appended. Has one page of each column in memory. Not thread-safe.
 * <p>
 * To compare a row with a record, both become a line: {@link #line} of the row and
 * {@link #lineOf} the record have equal bytes if each value of the record, in the type of
 * its column, is the value in the file. A line is a list of JSON values, in the order of
 * the file: {@code "31/08/2023 23:59:00",27.0,null}. The record's {@code 27} and {@code
 * 27.00} are both {@code 27.0} in a decimal column with a scale of 1. They are different
 * in a column of texts.
 * <p>
 * Every method throws an {@link IOException} when the file is damaged or was written by
 * another program, and what {@link CommittedBytes} throws when it cannot be read.
 */
public final class ParquetRows implements Closeable {

    private final String name;

    private final BytesReader file;

    private final FileFooter footer;

    /** Values of the current row. */
    private final CellValue[] row;

    /** Values of a record that is compared. */
    private final CellValue[] ofRecord;

    private final ColumnReader[] readers;

    private final LineBuffer line = new LineBuffer();

    private final RecordLines recordLines;

    private int group = -1;

    private long leftInGroup;

    private long count;

    private ParquetRows(String name, BytesReader file, FileFooter footer) {
        this.name = name;
        this.file = file;
        this.footer = footer;
        this.row = cells(footer);
        this.recordLines = new RecordLines(footer.schema());
        this.ofRecord = cells(footer);
        this.readers = new ColumnReader[this.row.length];
    }

    private static CellValue[] cells(FileFooter footer) {
        return footer.schema().all().stream().map(CellValue::new).toArray(CellValue[]::new);
    }

    /**
     * Opens a file on this disk.
     * @param length length of the file; what follows is not read
     */
    public static ParquetRows open(Path path, long length) throws IOException {
        return open(CommittedBytes.onDisk(path, length));
    }

    /** Opens a file. */
    public static ParquetRows open(CommittedBytes bytes) throws IOException {
        BytesReader file = bytes.open();
        try {
            return new ParquetRows(bytes.file(), file, FileFooter.read(file, bytes.length()));
        }
        catch (IOException | RuntimeException e) {
            try (file) {
                IOException unread = CommittedBytes.unread(e);
                throw (unread != null) ? unread
                        : new IOException("%s cannot be read: %s".formatted(bytes.file(), e.getMessage()), e);
            }
        }
    }

    /** Columns of the rows, in the order of the file. */
    public FileColumns columns() {
        return this.footer.schema().rowColumns();
    }

    /** Number of rows of the file. */
    public long rows() {
        return this.footer.rows();
    }

    /** Advances to the next row, if there is one. */
    public boolean next() throws IOException {
        if (this.count == this.footer.rows()) {
            return false;
        }
        try {
            while (this.leftInGroup == 0) {
                startGroup();
            }
            for (int i = 0; i < this.row.length; i++) {
                this.row[i].read(this.readers[i]);
            }
            this.leftInGroup--;
            this.count++;
            return true;
        }
        catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    private IOException damaged(Exception failure) {
        IOException unread = CommittedBytes.unread(failure);
        if (unread != null) {
            return unread;
        }
        Throwable cause = (failure.getCause() instanceof IOException io) ? io : failure;
        return new IOException("%s is damaged at row %d of %d: %s".formatted(this.name, this.count + 1,
                this.footer.rows(), (cause.getMessage() != null) ? cause.getMessage() : cause), cause);
    }

    private void startGroup() throws IOException {
        this.group++;
        RowGroup next = this.footer.groups().get(this.group);
        this.leftInGroup = next.getNum_rows();
        for (int i = 0; i < this.readers.length && this.leftInGroup > 0; i++) {
            ChunkReader pages = new ChunkReader(this.file, this.footer.schema().all().get(i),
                    next.getColumns().get(i).getMeta_data());
            this.readers[i] = new ColumnReaderImpl(this.footer.schema().message().getColumns().get(i), pages,
                    new PrimitiveConverter() {
                    }, null);
        }
    }

    /** Returns the current row as a line, including its line end. */
    public LineBuffer line() throws IOException {
        print(false);
        return this.line;
    }

    private void print(boolean json) throws IOException {
        this.line.clear();
        try {
            for (int i = 0; i < columns().size(); i++) {
                if (json) {
                    this.line.append((byte) ((i > 0) ? ',' : '{'));
                    byte[] name = columns().names().get(i).getBytes(StandardCharsets.UTF_8);
                    CellValue.printText(this.line, name, 0, name.length);
                    this.line.append((byte) ':');
                }
                else if (i > 0) {
                    this.line.append((byte) ',');
                }
                this.row[i].print(this.line);
            }
        }
        catch (IllegalStateException e) {
            throw new IOException("%s is damaged at row %d of %d: %s".formatted(this.name, this.count,
                    this.footer.rows(), e.getMessage()), e);
        }
        if (json) {
            this.line.append((byte) '}');
        }
        this.line.append((byte) '\n');
    }

    /** Offset of the current row; empty when the file has no offsets. */
    public OptionalLong offset() {
        return this.footer.schema().hasOffsets() ? OptionalLong.of(this.row[this.row.length - 2].number())
                : OptionalLong.empty();
    }

    /** The {@code row} header of the current row, if it is in the file. */
    public Optional<String> header() {
        return this.footer.schema().hasOffsets() ? Optional.ofNullable(this.row[this.row.length - 1].text())
                : Optional.empty();
    }

    /**
     * Returns the line of a record in this file. A value that its column cannot have is
     * marked, so that the line is different from the line of every row.
     * @param record a record with the {@linkplain #columns columns} of the file
     */
    public LineBuffer lineOf(ParquetRow record) {
        return this.recordLines.of(record);
    }

    /** Makes the same lines as {@link #lineOf}, also when this object is closed. */
    public RecordLines recordLines() {
        return new RecordLines(this.footer.schema());
    }

    /** Returns the current row as a JSON object in one line, including its line end. */
    public LineBuffer json() throws IOException {
        print(true);
        return this.line;
    }

    /**
     * Whether the current row has the same columns and values as a record. It does if
     * both have the same {@linkplain #line lines}, which take longer to compare.
     */
    public boolean matches(ParquetRow record) {
        int[] places = record.cellsOf(columns());
        for (int i = 0; i < places.length; i++) {
            if (!this.ofRecord[i].take(record.decoder(), places[i]) || !this.ofRecord[i].isSameAs(this.row[i])) {
                return false;
            }
        }
        return places.length > 0;
    }

    @Override
    public void close() throws IOException {
        this.file.close();
    }

}
