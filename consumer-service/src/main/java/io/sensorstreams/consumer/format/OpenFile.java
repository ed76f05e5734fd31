package io.sensorstreams.consumer.format;

import java.io.Closeable;

/** An output file that rows are added to. Owned by one thread. */
public interface OpenFile extends Closeable {

    /** Name of the file when its rows are committed. */
    String name();

    FileColumns columns();

    /** Number of rows, without the header. */
    long rows();

    /** Length in bytes, including buffered bytes. */
    long bytes();

    /**
     * Returns the last line without its end. Call it before the file is written again.
     */
    String lastLine();

    /** Returns the number of the last line; a header is line 1. */
    default long lastLineNumber() {
        return rows() + (FileFormat.of(name()).hasHeader() ? 1 : 0);
    }

}
