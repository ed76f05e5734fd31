package io.sensorstreams.consumer.series;

import java.util.List;

/**
 * Splits the lines of a file into cells, one line at a time. The cells are slices of
 * bytes that stay valid until the next line. Not thread-safe.
 */
interface Lines {

    /** The bytes do not contain the end of the line. */
    int INCOMPLETE = -1;

    /**
     * Moves to the line that begins at {@code from}.
     * @param to end of the bytes, exclusive
     * @return start of the next line, or {@link #INCOMPLETE}
     */
    int next(byte[] bytes, int from, int to);

    /**
     * Whether the line is a row. Otherwise it is part of one, because reading did not
     * begin at the start of a row.
     */
    boolean isRow();

    /** Columns of the row, the same list while they do not change. */
    List<String> columns();

    /** Array that contains the text of a cell. */
    byte[] bytes(int cell);

    /** First byte of a cell. */
    int start(int cell);

    /** End of a cell, exclusive; equal to its start when the cell has no value. */
    int end(int cell);

}
