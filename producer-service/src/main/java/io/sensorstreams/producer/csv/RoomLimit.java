package io.sensorstreams.producer.csv;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileStore;

import io.sensorstreams.producer.row.SourceException;

/**
 * Stops a decompression that would fill the disk, or whose thread was interrupted. Owned
 * by one thread.
 */
final class RoomLimit implements TextInput.Limit {

    /** Bytes that are written between two checks of the disk. */
    private static final long STEP = 16 << 20;

    /** The copy must leave one part of so many of the disk free. */
    private static final int SHARE = 20;

    private final String name;

    private final FileStore disk;

    private long next = STEP;

    RoomLimit(String name, FileStore disk) {
        this.name = name;
        this.disk = disk;
    }

    @Override
    public void check(long read) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException();
        }
        if (read >= this.next) {
            this.next = read + STEP;
            if (this.disk.getUsableSpace() < this.disk.getTotalSpace() / SHARE) {
                throw new SourceException(this.name + " cannot be read from its end: after " + read
                        + " bytes, its decompressed copy leaves less than 1/" + SHARE + " of the disk " + this.disk
                        + "; decompress the file yourself");
            }
        }
    }

}
