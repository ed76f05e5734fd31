package io.sensorstreams.consumer.parquet;

import java.io.IOException;
import java.io.OutputStream;

/** Counts the bytes of a file that is written from start to end. Not thread-safe. */
final class FileOutput extends OutputStream {

    private final OutputStream out;

    private long length;

    FileOutput(OutputStream out) {
        this.out = out;
    }

    long length() {
        return this.length;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] { (byte) b }, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        this.out.write(bytes, from, count);
        this.length += count;
    }

}
