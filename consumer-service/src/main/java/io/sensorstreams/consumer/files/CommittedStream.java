package io.sensorstreams.consumer.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.zip.CRC32C;

import io.sensorstreams.consumer.bytes.CommittedBytes;

/**
 * Reads the committed bytes of a file and computes their checksum. Ends early when the
 * file is shorter. Not thread-safe.
 */
public final class CommittedStream extends InputStream {

    private final InputStream file;

    private final CRC32C crc = new CRC32C();

    private final long length;

    private long count;

    private CommittedStream(InputStream file, long length) {
        this.file = file;
        this.length = length;
    }

    /** Opens a file on this disk, of which this many bytes are committed. */
    public static CommittedStream open(Path file, long length) throws IOException {
        return open(CommittedBytes.onDisk(file, length));
    }

    public static CommittedStream open(CommittedBytes bytes) throws IOException {
        return new CommittedStream(bytes.stream(), bytes.length());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int most) throws IOException {
        if (this.count == this.length) {
            return -1;
        }
        int read = this.file.read(target, from, (int) Math.min(most, this.length - this.count));
        if (read > 0) {
            this.count += read;
            this.crc.update(target, from, read);
        }
        return read;
    }

    /** Reads the remaining bytes, so that {@link #crc32c()} covers all of them. */
    public void drain() throws IOException {
        transferTo(OutputStream.nullOutputStream());
    }

    public long count() {
        return this.count;
    }

    /** Checksum of the bytes that were read, in the form of the ledger. */
    public String crc32c() {
        return String.format("%08x", this.crc.getValue());
    }

    @Override
    public void close() throws IOException {
        this.file.close();
    }

}
