package io.sensorstreams.consumer.segment;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

import io.sensorstreams.consumer.directory.DiskFailedException;

/**
 * A file that is written from start to end and read by nobody until it is complete.
 * Computes length and checksum. Owned by one thread.
 */
public final class TemporaryFile implements Closeable {

    private final FileChannel channel;

    private final CRC32C checksum = new CRC32C();

    private long length;

    private boolean discarded;

    TemporaryFile(FileChannel channel) {
        this.channel = channel;
    }

    /** Stream that appends to the file. Its close does not close the file. */
    public OutputStream output() {
        return new OutputStream() {

            @Override
            public void write(int b) throws IOException {
                write(new byte[] { (byte) b }, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                append(ByteBuffer.wrap(bytes, from, count));
            }

        };
    }

    private void append(ByteBuffer bytes) throws IOException {
        if (this.discarded) {
            return;
        }
        this.checksum.update(bytes.duplicate());
        this.length += bytes.remaining();
        try {
            while (bytes.hasRemaining()) {
                this.channel.write(bytes);
            }
        }
        catch (IOException e) {
            throw new DiskFailedException(e);
        }
    }

    /** Number of bytes that were appended. */
    public long length() {
        return this.length;
    }

    /** CRC-32C of these bytes, in the form of the ledger. */
    String checksum() {
        return String.format("%08x", this.checksum.getValue());
    }

    void force() throws IOException {
        try {
            this.channel.force(false);
        }
        catch (IOException e) {
            throw new DiskFailedException(e);
        }
    }

    /** Ignores what is appended from now on: an encoder writes when it is closed. */
    void discard() {
        this.discarded = true;
    }

    @Override
    public void close() throws IOException {
        this.channel.close();
    }

}
