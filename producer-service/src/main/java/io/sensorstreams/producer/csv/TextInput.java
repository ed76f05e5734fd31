package io.sensorstreams.producer.csv;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

import io.sensorstreams.producer.row.FileIdentity;
import io.sensorstreams.producer.row.ReadFailedException;
import io.sensorstreams.producer.row.SourceException;
import io.sensorstreams.producer.row.Supply;
import io.sensorstreams.producer.text.TextChecksum;
import org.jspecify.annotations.Nullable;

/**
 * Reads the decompressed text of a file up to a limit. Exceptions name the file. Owned by
 * one thread.
 */
public final class TextInput extends FilterInputStream {

    @FunctionalInterface
    public interface Limit {

        /** Throws an exception when the number of bytes read so far is over the limit. */
        void check(long read) throws IOException;

    }

    /** No limit, for callers that read in small pieces. */
    public static final Limit NO_LIMIT = (read) -> {
    };

    private static final int BUFFER = 32 * 1024;

    private final String name;

    private final WatchedFile file;

    private final Limit limit;

    private long read;

    /** Fault behind the bytes that {@link #readNBytes} returned last. */
    private @Nullable SourceException fault;

    TextInput(String name, InputStream text, WatchedFile file, Limit limit) {
        super(text);
        this.name = name;
        this.file = file;
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (this.fault != null) {
            throw this.fault;
        }
        this.limit.check(this.read);
        int count = readText(bytes, offset, length);
        this.read += Math.max(0, count);
        return count;
    }

    /**
     * Reads fewer bytes, too, when the content of the file is invalid behind them: then
     * {@link #isFaulty()}.
     */
    @Override
    public int readNBytes(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        int count = 0;
        try {
            while (count >= 0 && done < length) {
                count = read(bytes, offset + done, length - done);
                done += Math.max(0, count);
            }
        }
        catch (SourceException e) {
            boolean content = e.getCause() instanceof IOException && !(e instanceof ReadFailedException);
            if (done == 0 || !content) {
                throw e;
            }
            this.fault = e;
        }
        return done;
    }

    /** Whether the next read will throw an exception. */
    boolean isFaulty() {
        return this.fault != null;
    }

    private int readText(byte[] bytes, int offset, int length) throws IOException {
        try {
            return super.read(bytes, offset, length);
        }
        catch (SourceException | InterruptedIOException e) {
            throw e;
        }
        catch (IOException e) {
            throw ReadFault.of(this.name + " cannot be read", e);
        }
        catch (StackOverflowError e) {
            // The gzip reader of the JDK recurses for each empty member.
            throw new SourceException(this.name + " cannot be read: too many of its gzip members are empty", e);
        }
    }

    /** See {@link WatchedFile#identity}. */
    FileIdentity identity(long header, TextChecksum read) {
        return this.file.identity(header, read);
    }

    /** See {@link WatchedFile#checkUnchanged}. */
    void checkUnchanged() throws IOException {
        this.file.checkUnchanged();
    }

    /** Bytes that were skipped, and the ends of lines among them. */
    record Skipped(long bytes, long lines) {

    }

    /** Skips bytes, fewer if the text ends before. */
    Skipped skipText(long bytes) throws IOException {
        byte[] skipped = new byte[BUFFER];
        long done = 0;
        long lines = 0;
        int count = 0;
        while (done < bytes && count >= 0) {
            count = read(skipped, 0, (int) Math.min(skipped.length, bytes - done));
            lines += CsvText.countLines(skipped, 0, Math.max(0, count));
            done += Math.max(0, count);
        }
        return new Skipped(done, lines);
    }

    /** See {@link WatchedFile#isReadToEnd}. */
    boolean isReadToEnd() {
        return this.file.isReadToEnd();
    }

    /** See {@link WatchedFile#supply}. */
    @Nullable Supply supply() {
        return this.file.supply();
    }

    @Override
    public void close() throws IOException {
        try (this.file) {
            super.close();
        }
    }

}
