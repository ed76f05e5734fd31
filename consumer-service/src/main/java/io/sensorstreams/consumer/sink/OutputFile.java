package io.sensorstreams.consumer.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.CRC32C;

import io.sensorstreams.consumer.directory.DiskFailedException;
import io.sensorstreams.consumer.format.FileColumns;
import io.sensorstreams.consumer.format.LineBuffer;
import io.sensorstreams.consumer.format.OpenFile;

/**
 * An output file that rows are appended to. Lines are added to a buffer, which is written
 * to the disk when it is full or the file is forced. The last line stays in the buffer
 * until the next one is added. Owned by one thread.
 */
final class OutputFile implements OpenFile {

    /** Buffered bytes at which the buffer is written. */
    private static final int FULL = 64 * 1024;

    private final String name;

    private final Instant openedAt;

    private final FileChannel channel;

    private final LineBuffer buffer = new LineBuffer();

    private final CRC32C checksum;

    private final FileColumns columns;

    private long writtenBytes;

    private long rows;

    /** Where the last line begins in the buffer. */
    private int lastLine;

    private long nextOffset;

    private boolean changed;

    OutputFile(String name, long firstOffset, FileColumns columns, FileChannel channel, Instant openedAt) {
        this.name = name;
        this.columns = columns;
        this.nextOffset = firstOffset;
        this.channel = channel;
        this.checksum = new CRC32C();
        this.openedAt = openedAt;
    }

    /** Continues a file whose length and checksum match the ledger. */
    OutputFile(RecoveredFile recovered, FileColumns columns, FileChannel channel, Instant openedAt) {
        this.name = recovered.entry().file();
        this.columns = columns;
        this.nextOffset = recovered.entry().nextOffset();
        this.rows = recovered.entry().rows();
        this.writtenBytes = recovered.entry().bytes();
        this.channel = channel;
        this.checksum = recovered.checksum();
        this.openedAt = openedAt;
    }

    @Override
    public String name() {
        return this.name;
    }

    @Override
    public FileColumns columns() {
        return this.columns;
    }

    long nextOffset() {
        return this.nextOffset;
    }

    @Override
    public long rows() {
        return this.rows;
    }

    @Override
    public long bytes() {
        return this.writtenBytes + this.buffer.length();
    }

    /** Checksum of the written bytes; after {@link #force()} that of the whole file. */
    String checksum() {
        return String.format("%08x", this.checksum.getValue());
    }

    Instant openedAt() {
        return this.openedAt;
    }

    /** Whether rows were added since {@link #committed()}. */
    boolean isChanged() {
        return this.changed;
    }

    /** Buffer to append the next line to. */
    LineBuffer buffer() throws IOException {
        if (this.buffer.length() >= FULL) {
            write();
        }
        this.lastLine = this.buffer.length();
        return this.buffer;
    }

    /** Counts a row whose line was added to the buffer. */
    void added(long offset) {
        this.rows++;
        this.nextOffset = offset + 1;
        this.changed = true;
    }

    /**
     * Returns the last line without its end. Call it before the file is forced or written
     * again.
     */
    @Override
    public String lastLine() {
        return new String(this.buffer.array(), this.lastLine, this.buffer.length() - this.lastLine - 1,
                StandardCharsets.UTF_8);
    }

    private void write() throws IOException {
        this.checksum.update(this.buffer.array(), 0, this.buffer.length());
        ByteBuffer bytes = ByteBuffer.wrap(this.buffer.array(), 0, this.buffer.length());
        try {
            while (bytes.hasRemaining()) {
                this.channel.write(bytes);
            }
        }
        catch (IOException e) {
            throw new DiskFailedException(e);
        }
        this.writtenBytes += this.buffer.length();
        this.buffer.clear();
    }

    /** Writes the buffer and forces all rows to the disk. */
    void force() throws IOException {
        write();
        try {
            this.channel.force(false);
        }
        catch (IOException e) {
            throw new DiskFailedException(e);
        }
    }

    void committed() {
        this.changed = false;
    }

    /** Closes the file without writing the buffer; buffered rows are discarded. */
    @Override
    public void close() throws IOException {
        this.channel.close();
    }

}
