package io.sensorstreams.consumer.compare;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

import io.sensorstreams.common.objects.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the content of an output file from start to end, in a reused buffer. After a read
 * error the content ends, and {@link #failure} returns the reason. Not thread-safe.
 */
final class FileLines implements Closeable {

    /** A longer line is returned in pieces: a file without line ends is not text. */
    private static final int LONGEST_LINE = 1 << 20;

    private final InputStream in;

    private byte[] buffer = new byte[256 * 1024];

    /** The unread bytes are {@code buffer[from, to)}. */
    private int from;

    private int to;

    private int lineStart;

    private @Nullable IOException failure;

    FileLines(InputStream in) {
        this.in = in;
    }

    /** Skips these bytes and returns true if they come next; otherwise skips nothing. */
    boolean skip(byte[] expected, int length) {
        while (this.to - this.from < length) {
            if (!fill(length)) {
                return false;
            }
        }
        if (!Arrays.equals(this.buffer, this.from, this.from + length, expected, 0, length)) {
            return false;
        }
        this.from += length;
        return true;
    }

    /** Skips a number of bytes, or all if there are fewer; returns how many. */
    long skip(long bytes) {
        long left = bytes;
        while (left > 0 && (this.from < this.to || fill(1))) {
            int step = (int) Math.min(left, this.to - this.from);
            this.from += step;
            left -= step;
        }
        return bytes - left;
    }

    /**
     * Advances to the next line, if there is one. The last line may have no line end,
     * unless the store has failed and the rest of it is not known.
     */
    boolean nextLine() {
        int scanned = 0;
        while (true) {
            for (int i = this.from + scanned; i < this.to; i++) {
                if (this.buffer[i] == '\n') {
                    return endLine(i + 1);
                }
            }
            scanned = this.to - this.from;
            if (scanned >= LONGEST_LINE || !fill(scanned + 1)) {
                return scanned > 0 && !isUnread() && endLine(this.to);
            }
        }
    }

    private boolean endLine(int end) {
        this.lineStart = this.from;
        this.from = end;
        return true;
    }

    /** Hash of the current line, including its line end. */
    long lineHash() {
        return LineHash.of(this.buffer, this.lineStart, this.from);
    }

    /** Copy of the current line, without its line end. */
    byte[] line() {
        boolean ended = this.buffer[this.from - 1] == '\n';
        return Arrays.copyOfRange(this.buffer, this.lineStart, ended ? this.from - 1 : this.from);
    }

    /** Length of the current line in bytes, including its line end. */
    int lineLength() {
        return this.from - this.lineStart;
    }

    Optional<IOException> failure() {
        return Optional.ofNullable(this.failure);
    }

    /** Whether the content ended because the store failed. */
    boolean isUnread() {
        return this.failure instanceof StoreException;
    }

    /** Throws the failure of the store that has ended the content. */
    void checkStore() throws StoreException {
        if (this.failure instanceof StoreException store) {
            throw store;
        }
    }

    /** Reads more bytes; moves the unread ones only when there is no space after them. */
    private boolean fill(int wanted) {
        if (this.failure != null) {
            return false;
        }
        if (this.buffer.length - this.from < wanted) {
            int unread = this.to - this.from;
            byte[] target = (this.buffer.length < wanted) ? new byte[Math.max(wanted, 2 * this.buffer.length)]
                    : this.buffer;
            System.arraycopy(this.buffer, this.from, target, 0, unread);
            this.buffer = target;
            this.from = 0;
            this.to = unread;
        }
        try {
            int read = this.in.read(this.buffer, this.to, this.buffer.length - this.to);
            this.to += Math.max(0, read);
            return read > 0;
        }
        catch (IOException e) {
            this.failure = e;
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        this.in.close();
    }

}
