package io.sensorstreams.producer.csv;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;

import io.sensorstreams.producer.cells.Cells;
import io.sensorstreams.producer.row.FileIdentity;
import io.sensorstreams.producer.row.Supply;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over the rows of a CSV text, split into cells but not decoded. The header is a
 * row like the others. Owned by one thread.
 */
public interface RawRows extends Closeable {

    /**
     * Most bytes of a row, including its line end. A longer row is a fault, so that an
     * unclosed quote or a file that is not CSV cannot fill the memory.
     */
    int MAX_ROW = 1 << 20;

    /** Bytes of one row that {@link #next()} skips before it returns. */
    int SLICE = 8 << 20;

    /**
     * Most bytes that are kept of a rejected row. They fit into a dead letter without
     * truncation. A truncated dead letter would report this length instead of the length
     * of the row.
     */
    int MAX_RAW = 900_000;

    /** Moves to the next row, if there is one. */
    boolean next() throws IOException;

    /**
     * Whether the current row is too long and its end is not reached yet; {@link #next()}
     * continues with the same row.
     */
    boolean isUnfinished();

    /** See {@link io.sensorstreams.producer.row.Rows#grows}. */
    default void grows(boolean more) {
    }

    /** Why {@link #next()} found no complete row. */
    default End end() {
        return End.LAST;
    }

    /** What is after the last row. */
    enum End {

        LAST,
        /** Text that was added after the end was read. */
        GROWN,
        /** Nothing yet, or a part of a row: the text {@linkplain #grows grows}. */
        WAITING

    }

    /** See {@link io.sensorstreams.producer.row.Rows#supply}. */
    default @Nullable Supply supply() {
        return null;
    }

    /** Cells of the current row, or its fault. */
    Cells cells();

    /** Bytes of the current row without the line end, at most {@link #MAX_RAW}. */
    byte[] raw();

    /** Bytes read so far, counted from the end of the text where reading starts. */
    long passed();

    /** Bytes of text that {@link #line()} reads again to count lines. */
    long uncounted();

    /** Number of the line where the current row begins, from 1. */
    long line() throws IOException;

    /**
     * What is known of the file up to a position, see
     * {@link io.sensorstreams.producer.row.Rows#identity}.
     * @param reached a number that {@link #passed} returned after the current row or the
     * one before it
     */
    FileIdentity identity(long reached);

    /** Start of the line after an index, or 0 when the bytes do not contain it. */
    static int nextLine(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return 0;
    }

    /**
     * Start of the line after the last byte of a row, which may have got its line end
     * later; the bytes end only where the text does.
     * @return -1 when the row continues
     */
    static int afterLine(byte[] bytes, int last, int to) {
        if (bytes[last] == '\n' || last + 1 == to) {
            return last + 1;
        }
        int end = (bytes[last + 1] == '\r' && last + 2 < to) ? last + 2 : last + 1;
        return (bytes[end] == '\n') ? end + 1 : -1;
    }

    /** Copies a row without its line end. */
    static byte[] copy(byte[] bytes, int from, int to) {
        int end = to;
        if (end > from && bytes[end - 1] == '\n') {
            end--;
        }
        if (end > from && bytes[end - 1] == '\r') {
            end--;
        }
        return Arrays.copyOfRange(bytes, from, Math.min(end, from + MAX_RAW));
    }

    /** Moves the bytes that are kept to the start of a buffer with room for more. */
    static byte[] room(byte[] buffer, int from, int kept) {
        boolean grow = 2 * kept > buffer.length && buffer.length < MAX_ROW;
        byte[] target = grow ? new byte[2 * buffer.length] : buffer;
        System.arraycopy(buffer, from, target, 0, kept);
        return target;
    }

}
