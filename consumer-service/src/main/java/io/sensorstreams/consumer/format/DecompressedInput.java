package io.sensorstreams.consumer.format;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

import com.github.luben.zstd.ZstdIOException;
import org.jspecify.annotations.Nullable;

/** Reads the header of a compressed stream with the first read. Not thread-safe. */
final class DecompressedInput extends InputStream {

    private static final long STEP = 64 * 1024;

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
        byte[] one = new byte[1];
        return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
    }

    /** Failures of the stored stream, such as of the disk, have other types. */
    @Override
    public int read(byte[] target, int from, int most) throws IOException {
        try {
            return content().read(target, from, most);
        }
        catch (ZipException | EOFException | ZstdIOException e) {
            throw new DamagedContentException(e);
        }
    }

    /** In larger steps than those of the superclass. */
    @Override
    public long skip(long count) throws IOException {
        byte[] skipped = new byte[(int) Math.min(STEP, Math.max(0, count))];
        long left = count;
        while (left > 0) {
            int read = read(skipped, 0, (int) Math.min(skipped.length, left));
            if (read < 0) {
                break;
            }
            left -= read;
        }
        return Math.max(0, count) - Math.max(0, left);
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
