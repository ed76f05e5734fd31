package io.sensorstreams.consumer.bytes;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes that can be read at any place. Owned by one thread. */
public interface BytesReader extends Closeable {

    /** Number of bytes. On a disk, it includes those that are not committed. */
    long size() throws IOException;

    /**
     * Reads some bytes, as {@link java.nio.channels.FileChannel#read(ByteBuffer, long)}
     * does.
     * @param position place of the first one
     * @return number of bytes; -1 at the end
     */
    int read(ByteBuffer target, long position) throws IOException;

}
