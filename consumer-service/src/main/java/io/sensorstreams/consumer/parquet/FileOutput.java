package io.sensorstreams.consumer.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** A new file that is written from start to end, with a checksum. Not thread-safe. */
final class FileOutput extends OutputStream {

    private final FileChannel channel;

    private final CRC32C checksum = new CRC32C();

    private long length;

    /** Creates the file, which must not exist. */
    FileOutput(Path path) throws IOException {
        this.channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    long length() {
        return this.length;
    }

    /** Checksum of all bytes so far, in the form of the ledger. */
    String checksum() {
        return String.format("%08x", this.checksum.getValue());
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] { (byte) b }, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, from, count);
        while (buffer.hasRemaining()) {
            this.channel.write(buffer);
        }
        this.checksum.update(bytes, from, count);
        this.length += count;
    }

    boolean isOpen() {
        return this.channel.isOpen();
    }

    void force() throws IOException {
        this.channel.force(true);
    }

    @Override
    public void close() throws IOException {
        this.channel.close();
    }

}
