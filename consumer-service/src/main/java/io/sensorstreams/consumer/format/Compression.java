package io.sensorstreams.consumer.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;

/** Compression of output files. Equal content gives equal bytes: no header has a time. */
public enum Compression {

    NONE(""),

    /** <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>, one member. */
    GZ(".gz"),

    /** <a href="https://www.rfc-editor.org/rfc/rfc8878">RFC 8878</a>, one frame. */
    ZST(".zst");

    private static final int BUFFER = 64 * 1024;

    /** Fast enough for the thread that writes rows; the window takes 2 MiB. */
    private static final int ZSTD_LEVEL = 3;

    /** Windows of more than 8 MiB are refused: the header is damaged. */
    private static final int MAX_WINDOW_LOG = 23;

    private final String ending;

    Compression(String ending) {
        this.ending = ending;
    }

    /** Ending that is added to file names; empty without compression. */
    String ending() {
        return this.ending;
    }

    static Compression of(String file) {
        if (file.endsWith(GZ.ending)) {
            return GZ;
        }
        return file.endsWith(ZST.ending) ? ZST : NONE;
    }

    /**
     * Returns a stream whose close completes the compressed content, closes {@code out}
     * and releases native memory.
     */
    public OutputStream compress(OutputStream out) throws IOException {
        return switch (this) {
            case NONE -> out;
            case GZ -> new GZIPOutputStream(out, BUFFER);
            case ZST -> new ZstdOutputStream(out, ZSTD_LEVEL).setChecksum(true);
        };
    }

    /**
     * Returns the content of a stored file. Memory does not depend on its length. Damaged
     * bytes are a {@link DamagedContentException} of a read, even at the start.
     */
    InputStream decompress(InputStream in) {
        return (this == NONE) ? in : new DecompressedInput(in, this::open);
    }

    private InputStream open(InputStream in) throws IOException {
        return (this == GZ) ? new GZIPInputStream(in, BUFFER) : new ZstdInputStream(in).setLongMax(MAX_WINDOW_LOG);
    }

}
