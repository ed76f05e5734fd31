package io.sensorstreams.producer.csv;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;

/**
 * The rows of a CSV text one after another, split into cells but not looked into. The
 * header is a row like the others. Owned by one thread.
 */
public interface RawRows extends Closeable {

    /**
     * Most bytes of a row, its line's end included: a longer one is a fault, so that
     * neither a quote that is never closed nor a file that is not CSV fills the memory.
     */
    int MAX_ROW = 1 << 20;

    /** Bytes of one row that {@link #next()} passes over before it returns. */
    int SLICE = 8 << 20;

    /**
     * Most bytes that are kept of a row that is rejected: fits into a dead letter that
     * need not be cut, whose header would say a length that is not the row's.
     */
    int MAX_RAW = 900_000;

    /**
     * Moves to the next row.
     * @return whether there is one
     */
    boolean next() throws IOException;

    /**
     * Whether the end of the current row is not reached yet, because the row is far too
     * long: {@link #next()} continues with the same row.
     */
    boolean isUnfinished();

    /** Cells of the current row, or what is wrong with it. */
    CsvSplitter cells();

    /**
     * The current row as it stands in the text, without the line's end, cut to
     * {@link #MAX_RAW} bytes.
     */
    byte[] raw();

    /** Bytes passed, counted from the end that the text is read from. */
    long passed();

    /** Line of the text where the current row begins, from 1. */
    long line() throws IOException;

    /** Copies a row without the line's end. */
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

}
