package io.sensorstreams.consumer.segment;

import java.io.Closeable;
import java.io.IOException;

/**
 * Writes the rows of one segment to its {@link TemporaryFile}. Its memory does not depend
 * on the number of rows. Owned by one thread.
 */
public interface SegmentEncoder extends Closeable {

    /**
     * Appends the row that the line format of the partition has read.
     * @param offset offset of its record
     * @param value value of its record
     */
    void append(long offset, byte[] value) throws IOException;

    /** Text of the last row, without a line end. */
    String lastLine();

    /** Bytes that were appended but are not in the file yet; an estimate. */
    long buffered();

    /** Completes the content of the file, and releases all memory. */
    @Override
    void close() throws IOException;

}
