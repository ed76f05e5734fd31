package io.sensorstreams.consumer.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import org.jspecify.annotations.Nullable;

/**
 * Content of a compressed file. It is decompressed up to the place of each read, again
 * from its start when the place is before the last one. Not thread-safe.
 */
final class CompressedContent implements FileContent {

    private final CommittedFile file;

    private final long length;

    private @Nullable InputStream lines;

    private long at;

    CompressedContent(CommittedFile file) throws IOException {
        this.file = file;
        try (InputStream all = file.lines()) {
            this.length = all.transferTo(OutputStream.nullOutputStream());
        }
    }

    @Override
    public long length() {
        return this.length;
    }

    @Override
    public int read(byte[] target, int from, int count, long place) throws IOException {
        InputStream in = seek(place);
        int read = in.readNBytes(target, from, count);
        this.at += read;
        return read;
    }

    private InputStream seek(long place) throws IOException {
        InputStream in = this.lines;
        if (in == null || place < this.at) {
            close();
            in = this.file.lines();
            this.lines = in;
            this.at = 0;
        }
        in.skipNBytes(place - this.at);
        this.at = place;
        return in;
    }

    @Override
    public void close() throws IOException {
        InputStream in = this.lines;
        this.lines = null;
        if (in != null) {
            in.close();
        }
    }

}
