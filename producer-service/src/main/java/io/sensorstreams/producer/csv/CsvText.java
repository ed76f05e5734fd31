package io.sensorstreams.producer.csv;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

import com.github.luben.zstd.ZstdInputStream;
import io.sensorstreams.producer.dialect.Dialect;
import io.sensorstreams.producer.object.ObjectPath;
import io.sensorstreams.producer.row.FileFormat;
import io.sensorstreams.producer.text.TextChecksum;
import io.sensorstreams.producer.text.TranscodingInput;

/**
 * Text of a CSV file, which may be compressed.
 *
 * @param name name of the file for users; its ending determines the compression
 * @param path path of the file; for a link, the path of its target
 * @param temporary whether the path is a decompressed copy, in UTF-8
 * @param format how the text is read
 */
public record CsvText(String name, Path path, boolean temporary, FileFormat format) {

    private static final byte[] BYTE_ORDER_MARK = { (byte) 0xef, (byte) 0xbb, (byte) 0xbf };

    private static final String NOT_UTF8 = " is not UTF-8";

    private static final int COMPRESSED_BUFFER = 64 * 1024;

    private static final int COUNT_BUFFER = 64 * 1024;

    /** A text in the standard dialect. */
    public CsvText(String name, Path path, boolean temporary) {
        this(name, path, temporary, FileFormat.STANDARD);
    }

    /** The same text, read in another way. */
    public CsvText in(FileFormat format) {
        return new CsvText(this.name, this.path, this.temporary, format);
    }

    /**
     * The same text, of the content that an object has now: reading fails when the object
     * is replaced, however often it is opened. A file is compared while it is read.
     */
    CsvText pinned() throws IOException {
        return (this.path instanceof ObjectPath object)
                ? new CsvText(this.name, object.pinned(), this.temporary, this.format) : this;
    }

    Dialect dialect() {
        return this.format.dialect();
    }

    private boolean isUtf8() {
        return this.temporary || dialect().isUtf8();
    }

    private Compression compression() {
        return this.temporary ? Compression.NONE : Compression.of(this.name);
    }

    /** Whether the bytes of the file are those of the text. */
    public boolean isPlain() {
        return compression() == Compression.NONE && isUtf8();
    }

    /** Bytes of the file; the most when they are unknown. */
    long bytes() {
        try {
            return Files.size(this.path);
        }
        catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    /** Opens the text at its start. */
    TextInput open(TextInput.Limit limit) throws IOException {
        WatchedFile file = new WatchedFile(this.name, this.path);
        try {
            InputStream bytes = decompressing(file);
            return new TextInput(this.name,
                    isUtf8() ? bytes : new TranscodingInput(bytes, Charset.forName(dialect().encoding())), file, limit);
        }
        catch (IOException e) {
            file.close();
            throw ReadFault.of(this.name + " cannot be decompressed", e);
        }
    }

    private InputStream decompressing(WatchedFile file) throws IOException {
        if (compression() == Compression.NONE) {
            return file;
        }
        if (file.isEmpty()) {
            return InputStream.nullInputStream();
        }
        return (compression() == Compression.GZIP) ? new GZIPInputStream(file, COMPRESSED_BUFFER)
                : new ZstdInputStream(file);
    }

    /**
     * Start of a decompressed file, in its encoding.
     *
     * @param whole whether these are all bytes
     */
    public record Start(byte[] bytes, boolean whole) {

    }

    /**
     * Reads the start, up to a fault of its content.
     * @param most most bytes that are read
     */
    public Start start(int most) throws IOException {
        try (TextInput in = in(FileFormat.STANDARD).open(TextInput.NO_LIMIT)) {
            byte[] bytes = new byte[most];
            int count = in.readNBytes(bytes, 0, most);
            return new Start(Arrays.copyOf(bytes, count), count < most && !in.isFaulty());
        }
    }

    /** The fault of a row, which names the encoding of the file. */
    String reason(String fault) {
        return fault.endsWith(NOT_UTF8) ? fault.replace(NOT_UTF8, " is not " + dialect().encoding()) : fault;
    }

    /** Bytes of a row as they are in the file. */
    byte[] encoded(byte[] row) {
        byte[] encoded = TranscodingInput.encoded(row, Charset.forName(dialect().encoding()));
        return (encoded.length > RawRows.MAX_RAW) ? Arrays.copyOf(encoded, RawRows.MAX_RAW) : encoded;
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
            return new CsvText(this.name, temporary, true, this.format);
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

    /** Bytes of a byte order mark at the start of a text. */
    static int markLength(byte[] bytes, int length) {
        int mark = BYTE_ORDER_MARK.length;
        return (length >= mark && Arrays.equals(bytes, 0, mark, BYTE_ORDER_MARK, 0, mark)) ? mark : 0;
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
