package io.sensorstreams.producer.cells;

import java.util.Arrays;

import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.producer.dialect.BlankRows;
import io.sensorstreams.producer.dialect.Dialect;
import org.jspecify.annotations.Nullable;

/**
 * Splits one row of a text into cells. A cell is a slice of the text, or of a copy
 * without quotes. Mutable, because it is reused for each row. Not thread-safe.
 */
public abstract class Cells {

    /** The bytes do not contain the end of the row. */
    public static final int INCOMPLETE = -1;

    /** Most fields of a row: a field takes much more memory than its bytes. */
    public static final int MAX_FIELDS = 1 << 17;

    /** No byte has this value. */
    public static final int NO_SIGN = 256;

    private final boolean keepsBlankRows;

    private byte[][] sources = new byte[16][];

    private int[] starts = new int[16];

    private int[] ends = new int[16];

    private int size;

    private boolean quoted;

    private boolean comment;

    private @Nullable String fault;

    Cells(BlankRows blankRows) {
        this.keepsBlankRows = blankRows == BlankRows.KEEP;
    }

    /** Returns a splitter; the fastest one for RFC 4180. */
    public static Cells of(Dialect dialect) {
        return CsvSplitter.reads(dialect) ? new CsvSplitter(dialect.blankRows()) : new DialectSplitter(dialect);
    }

    /**
     * Splits the row that begins at {@code from}.
     * @param to end of the bytes, exclusive
     * @param last whether the text ends at {@code to}
     * @return start of the next row, or {@link #INCOMPLETE}. With a {@link #fault()}, the
     * next row begins on the next line, regardless of quotes.
     */
    public abstract int split(byte[] bytes, int from, int to, boolean last);

    /** The byte around a quoted cell, or {@link #NO_SIGN}. */
    public abstract int quote();

    /** Whether a line with an odd number of quotes is always a part of a longer row. */
    public abstract boolean hasPairedQuotes();

    /** Throws an exception unless the row is valid and has this number of cells. */
    public final void check(int columns) throws MalformedRowException {
        if (this.fault != null) {
            throw new MalformedRowException(this.fault);
        }
        if (this.size != columns) {
            throw new MalformedRowException("row has " + this.size + " fields, header has " + columns);
        }
    }

    /** Called before a row is split. */
    final void begin() {
        this.size = 0;
        this.quoted = false;
        this.comment = false;
        this.fault = null;
    }

    /** Called when a cell of the row is quoted. */
    final void quoted() {
        this.quoted = true;
    }

    /** Called when the line is a comment. */
    final void comment() {
        this.comment = true;
    }

    /** Makes the row invalid. */
    public final void fail(String reason) {
        this.fault = reason;
    }

    /** Why the row is not valid, or null; with a fault, the cells are undefined. */
    public final @Nullable String fault() {
        return this.fault;
    }

    public final int size() {
        return this.size;
    }

    /**
     * Whether the line is no row of a text with a number of columns: a comment, a blank
     * line unless there is one column, or separators only unless the dialect keeps those.
     */
    public final boolean isNoRow(int columns) {
        return this.comment || (this.starts[0] == this.ends[0] && isBlank(columns));
    }

    private boolean isBlank(int columns) {
        if (this.quoted || this.fault != null) {
            return false;
        }
        if (this.size == 1) {
            return columns > 1;
        }
        for (int i = 1; i < this.size; i++) {
            if (this.starts[i] != this.ends[i]) {
                return false;
            }
        }
        return !this.keepsBlankRows;
    }

    /** Whether a cell is quoted. Only such a row can have more than one line. */
    public final boolean isQuoted() {
        return this.quoted;
    }

    /** The array that holds the content of a cell. */
    public final byte[] bytes(int cell) {
        return this.sources[cell];
    }

    /** First byte of the cell's content. */
    public final int start(int cell) {
        return this.starts[cell];
    }

    /** End of the cell's content, exclusive. */
    public final int end(int cell) {
        return this.ends[cell];
    }

    final void addCell(byte[] source, int start, int end) {
        int cell = this.size;
        if (cell == MAX_FIELDS) {
            fail("row has more than " + MAX_FIELDS + " fields");
            return;
        }
        if (cell == this.starts.length) {
            this.sources = Arrays.copyOf(this.sources, 2 * cell);
            this.starts = Arrays.copyOf(this.starts, 2 * cell);
            this.ends = Arrays.copyOf(this.ends, 2 * cell);
        }
        setCell(cell, source, start, end);
        this.size = cell + 1;
    }

    /** Changes the content of a cell that was added. */
    final void setCell(int cell, byte[] source, int start, int end) {
        this.sources[cell] = source;
        this.starts[cell] = start;
        this.ends[cell] = end;
    }

    /** Start of the line after the one that begins at {@code from}. */
    static int nextLine(byte[] bytes, int from, int to, boolean last) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return last ? to : INCOMPLETE;
    }

}
