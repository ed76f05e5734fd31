package io.sensorstreams.consumer.segment;

import java.io.Closeable;
import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of one segment to its {@link TemporaryFile}. Its memory does not depend
 * on the number of rows. Owned by one thread.
 */
public interface SegmentEncoder extends Closeable {

    /**
     * Whether the row that the line format of the partition has read can be appended. It
     * has the columns of the file.
     */
    default boolean fits() {
        return true;
    }

    /**
     * Appends the row that the line format of the partition has read.
     * @param offset offset of its record
     * @param value value of its record
     * @param header {@code row} header of its record, if there is one
     */
    void append(long offset, byte[] value, byte @Nullable [] header) throws IOException;

    /** Text of the last row, without a line end. */
    String lastLine();

    /** Bytes that were appended but are not in the file yet; an estimate. */
    long buffered();

    /** Releases all memory. What was appended is not needed any more. */
    default void discard() throws IOException {
        close();
    }

    /** Completes the content of the file, and releases all memory. */
    @Override
    void close() throws IOException;

}
