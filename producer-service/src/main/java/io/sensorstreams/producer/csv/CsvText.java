package io.sensorstreams.producer.csv;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;

import com.github.luben.zstd.ZstdInputStream;

/**
 * Text of a CSV file, which may be compressed.
 *
 * @param name name of the file for users; its ending determines the compression
 * @param path path of the file; for a link, the path of its target
 * @param temporary whether the path is a decompressed copy
 */
public record CsvText(String name, Path path, boolean temporary) {

    static final byte[] BYTE_ORDER_MARK = { (byte) 0xef, (byte) 0xbb, (byte) 0xbf };

    private static final int COMPRESSED_BUFFER = 64 * 1024;

    private static final int COUNT_BUFFER = 64 * 1024;

    private Compression compression() {
        return this.temporary ? Compression.NONE : Compression.of(this.name);
    }

    /** Whether the file is not compressed. */
    boolean isPlain() {
        return compression() == Compression.NONE;
    }

    /** Opens the text at its start. */
    TextInput open(TextInput.Limit limit) throws IOException {
        WatchedFile file = new WatchedFile(this.name, this.path);
        try {
            return new TextInput(this.name, decompressing(file), file, limit);
        }
        catch (IOException e) {
            file.close();
            throw ReadFault.of(this.name + " cannot be decompressed", e);
        }
    }

    private InputStream decompressing(WatchedFile file) throws IOException {
        if (isPlain()) {
            return file;
        }
        if (file.isEmpty()) {
            return InputStream.nullInputStream();
        }
        return (compression() == Compression.GZIP) ? new GZIPInputStream(file, COMPRESSED_BUFFER)
                : new ZstdInputStream(file);
    }

    /**
     * Decompresses the text into a temporary file, which {@link #discard()} deletes.
     * @throws FarStartException when it has more than {@code most} bytes
     */
    CsvText decompress(long most) throws IOException {
        Path temporary = Files.createTempFile("sensor-", ".csv");
        RoomLimit room = new RoomLimit(this.name, Files.getFileStore(temporary));
        try (TextInput in = open((read) -> {
            room.check(read);
            if (read > most) {
                throw new FarStartException(this.name, most);
            }
        })) {
            Files.copy(in, temporary, StandardCopyOption.REPLACE_EXISTING);
            in.checkUnchanged();
            return new CsvText(this.name, temporary, true);
        }
        catch (IOException | RuntimeException | Error e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
    }

    /** Deletes the file if it is a temporary one. */
    void discard() throws IOException {
        if (this.temporary) {
            Files.deleteIfExists(this.path);
        }
    }

    /** Counts the ends of lines between two offsets of the text. */
    long countLines(long from, long to) throws IOException {
        byte[] buffer = new byte[COUNT_BUFFER];
        long lines = 0;
        try (TextInput in = open(TextInput.NO_LIMIT)) {
            in.skipNBytes(from);
            long at = from;
            while (at < to) {
                int count = in.read(buffer, 0, (int) Math.min(buffer.length, to - at));
                if (count < 0) {
                    throw new EOFException("text ends at byte " + at);
                }
                lines += countLines(buffer, 0, count);
                at += count;
            }
        }
        return lines;
    }

    /**
     * Returns the checksum of the text between two offsets; of less if it ends before.
     */
    TextChecksum checksum(long from, long to) throws IOException {
        byte[] buffer = new byte[COUNT_BUFFER];
        TextChecksum checksum = new TextChecksum();
        try (TextInput in = open(TextInput.NO_LIMIT)) {
            in.skipNBytes(from);
            int count = 0;
            while (count >= 0 && from + checksum.bytes() < to) {
                checksum.append(buffer, 0, count);
                count = in.read(buffer, 0, (int) Math.min(buffer.length, to - from - checksum.bytes()));
            }
        }
        return checksum;
    }

    static int countLines(byte[] bytes, int from, int to) {
        int lines = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                lines++;
            }
        }
        return lines;
    }

}
