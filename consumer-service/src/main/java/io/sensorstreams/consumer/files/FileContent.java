package io.sensorstreams.consumer.files;

import java.io.Closeable;
import java.io.IOException;

/**
 * Committed lines of a file, which can be read at any place. Owned by one thread.
 */
public interface FileContent extends Closeable {

    /** Length of the lines in bytes. */
    long length();

    /**
     * Reads bytes at a place, fewer only at the end of the lines.
     * @return number of bytes that were read
     */
    int read(byte[] target, int from, int count, long place) throws IOException;

}
