package io.sensorstreams.consumer.format;

import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

/** Reads the header of a compressed stream with the first read. Not thread-safe. */
final class DecompressedInput extends InputStream {

    interface Opening {

        InputStream open(InputStream stored) throws IOException;

    }

    private final InputStream stored;

    private final Opening opening;

    private @Nullable InputStream content;

    DecompressedInput(InputStream stored, Opening opening) {
        this.stored = stored;
        this.opening = opening;
    }

    private InputStream content() throws IOException {
        InputStream opened = this.content;
        if (opened == null) {
            opened = this.opening.open(this.stored);
            this.content = opened;
        }
        return opened;
    }

    @Override
    public int read() throws IOException {
        return content().read();
    }

    @Override
    public int read(byte[] target, int from, int most) throws IOException {
        return content().read(target, from, most);
    }

    /** Closes both: a decompressor whose opening failed does not close the file. */
    @Override
    public void close() throws IOException {
        try (this.stored) {
            if (this.content != null) {
                this.content.close();
            }
        }
    }

}
