package io.sensorstreams.consumer.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import org.apache.parquet.format.CompressionCodec;

/** Compression of the pages of a Parquet file. */
public enum ParquetCodec {

    NONE(CompressionCodec.UNCOMPRESSED) {

        @Override
        byte[] compress(byte[] page) {
            return page;
        }

        @Override
        byte[] decompress(byte[] page, int length) throws IOException {
            checkLength(page.length, length);
            return page;
        }

    },

    GZ(CompressionCodec.GZIP) {

        @Override
        byte[] compress(byte[] page) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream(page.length / 4 + 64);
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(page);
            }
            return out.toByteArray();
        }

        @Override
        byte[] decompress(byte[] page, int length) throws IOException {
            try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(page))) {
                byte[] content = gzip.readNBytes(length);
                checkLength((gzip.read() < 0) ? content.length : content.length + 1L, length);
                return content;
            }
        }

    },

    /** The default: smaller and faster than gzip, and Kafka's client has the library. */
    ZST(CompressionCodec.ZSTD) {

        @Override
        byte[] compress(byte[] page) {
            return Zstd.compress(page, LEVEL);
        }

        @Override
        byte[] decompress(byte[] page, int length) throws IOException {
            // Before memory is allocated for it.
            checkLength(Zstd.getFrameContentSize(page), length);
            try {
                return Zstd.decompress(page, length);
            }
            catch (ZstdException e) {
                throw new IOException("the page is not valid zstd: " + e.getMessage(), e);
            }
        }

    };

    /** Zstandard's own default. */
    private static final int LEVEL = 3;

    private final CompressionCodec format;

    ParquetCodec(CompressionCodec format) {
        this.format = format;
    }

    /** Name of the codec in the file. */
    CompressionCodec format() {
        return this.format;
    }

    static ParquetCodec of(CompressionCodec format) throws IOException {
        for (ParquetCodec codec : values()) {
            if (codec.format == format) {
                return codec;
            }
        }
        throw new IOException("its pages are compressed with " + format + ", expected UNCOMPRESSED, GZIP or ZSTD");
    }

    abstract byte[] compress(byte[] page) throws IOException;

    /**
     * Decompresses a page.
     * @param length expected length of the content
     */
    abstract byte[] decompress(byte[] page, int length) throws IOException;

    private static void checkLength(long found, int expected) throws IOException {
        if (found != expected) {
            throw new IOException("a page has %d bytes, its header says %d".formatted(found, expected));
        }
    }

}
