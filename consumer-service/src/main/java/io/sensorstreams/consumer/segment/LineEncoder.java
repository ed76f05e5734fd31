package io.sensorstreams.consumer.segment;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

import io.sensorstreams.consumer.format.LineBuffer;
import io.sensorstreams.consumer.format.LineFormat;
import org.jspecify.annotations.Nullable;

/** Appends each row as a line. Lines wait in a buffer before they are compressed. */
final class LineEncoder implements SegmentEncoder {

    /** Buffered bytes at which the buffer is compressed. */
    private static final int FULL = 64 * 1024;

    private final LineFormat rows;

    private final TemporaryFile file;

    private final OutputStream compressor;

    private final LineBuffer buffer = new LineBuffer();

    private int lastLine;

    /** Bytes that the compressor has taken since it last wrote to the file. */
    private long taken;

    private boolean closed;

    /** Starts with the header line of the current value, if the format has one. */
    LineEncoder(LineFormat rows, TemporaryFile file, OutputStream compressor) {
        this.rows = rows;
        this.file = file;
        this.compressor = compressor;
        rows.startFile(this.buffer);
    }

    @Override
    public void append(long offset, byte[] value, byte @Nullable [] header) throws IOException {
        if (this.buffer.length() >= FULL) {
            compress();
        }
        this.lastLine = this.buffer.length();
        this.rows.appendLine(this.buffer);
    }

    @Override
    public String lastLine() {
        return new String(this.buffer.array(), this.lastLine, this.buffer.length() - this.lastLine - 1,
                StandardCharsets.UTF_8);
    }

    private void compress() throws IOException {
        long before = this.file.length();
        this.compressor.write(this.buffer.array(), 0, this.buffer.length());
        this.taken = (this.file.length() > before) ? 0 : this.taken + this.buffer.length();
        this.buffer.clear();
    }

    @Override
    public long buffered() {
        return this.buffer.length() + this.taken;
    }

    /** Closes the compressor in any case: it has native memory. */
    @Override
    public void close() throws IOException {
        if (this.closed) {
            return;
        }
        this.closed = true;
        try (this.compressor) {
            compress();
        }
        this.taken = 0;
    }

}
