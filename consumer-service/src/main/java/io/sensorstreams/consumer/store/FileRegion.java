package io.sensorstreams.consumer.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Bytes of a file between two offsets. Owned by one thread.
 */
final class FileRegion extends InputStream {

    private final Path path;

    private final FileChannel channel;

    private final long end;

    private long at;

    FileRegion(Path path, long from, long bytes) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(path, StandardOpenOption.READ);
        this.at = from;
        this.end = from + bytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (this.at == this.end) {
            return -1;
        }
        int most = (int) Math.min(length, this.end - this.at);
        int count = this.channel.read(ByteBuffer.wrap(bytes, offset, most), this.at);
        if (count < 0) {
            throw new EOFException("File " + this.path + " ends at byte " + this.at + ", expected " + this.end);
        }
        this.at += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        this.channel.close();
    }

}
