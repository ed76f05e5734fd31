package io.sensorstreams.producer.csv;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;

import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.producer.object.FileBytes;
import io.sensorstreams.producer.row.FileIdentity;
import io.sensorstreams.producer.row.SourceException;
import io.sensorstreams.producer.row.Supply;
import io.sensorstreams.producer.text.TextChecksum;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file and detects changes other than growth while it is open. An interrupt does
 * not close it, unlike a channel. Owned by one thread.
 */
final class WatchedFile extends InputStream {

    /** Bytes that are compared at the start of the file and before the offset. */
    private static final int WINDOW = 4096;

    /**
     * Age of a modification after which another one has another time. File systems count
     * in steps of up to 2 s (FAT); most in milliseconds.
     */
    private static final long SETTLED_MILLIS = 2_000;

    private final String name;

    private final FileBytes file;

    /** Whether the bytes cannot change while they are read: those of an object. */
    private final boolean fixed;

    private final byte[] head;

    /** Last bytes that were read, for comparison. */
    private final byte[] tail = new byte[WINDOW];

    private int tailLength;

    /** Offset after {@link #tail}. */
    private long tailEnd;

    private final @Nullable String key;

    /** Last modification before anything was read; null when too recent, see below. */
    private final @Nullable FileTime opened;

    /**
     * Last modification after which the start and the last bytes read were compared; null
     * when a later modification may have the same time.
     */
    private @Nullable FileTime known;

    private long at;

    /** Size of the file at the last check. */
    private long size;

    WatchedFile(String name, Path path) throws IOException {
        this.name = name;
        this.file = FileBytes.open(path);
        this.fixed = this.file.supply() != null;
        try {
            BasicFileAttributes now = this.file.attributes();
            this.key = key(now);
            this.opened = this.fixed ? now.lastModifiedTime() : settled(now);
            this.known = this.opened;
            this.size = this.file.length();
            this.head = this.fixed ? new byte[0] : bytes(0, (int) Math.min(WINDOW, this.size));
            this.file.seek(0);
        }
        catch (IOException e) {
            this.file.close();
            throw e;
        }
    }

    boolean isEmpty() {
        return this.size == 0;
    }

    /** Size of the file at the last check. */
    long size() {
        return this.size;
    }

    /** Whether everything was read that the file had at the last check. */
    boolean isReadToEnd() {
        return this.at >= this.size;
    }

    /** Continues at an offset, which may be after the end. */
    void seek(long offset) throws IOException {
        this.file.seek(offset);
        this.at = offset;
    }

    /**
     * Continues at an offset, whose preceding bytes are read next, from the last to the
     * first.
     * @param step bytes that the next row may need
     */
    void readsBackwardFrom(long offset, int step) throws IOException {
        seek(offset);
        this.file.readsBackwardFrom(offset, step);
    }

    @Override
    public long skip(long count) throws IOException {
        seek(this.at + count);
        return count;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, this.file.length() - this.at));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = readNow(bytes, offset, length);
        this.at += Math.max(0, count);
        if (this.fixed) {
            return count;
        }
        // After the read, so that no byte of a file that was changed before is used.
        checkUnchanged();
        if (count > 0) {
            keepTail(bytes, offset + count, count);
        }
        return count;
    }

    private int readNow(byte[] bytes, int offset, int length) throws IOException {
        try {
            return this.file.read(bytes, offset, length);
        }
        catch (StoreException e) {
            if (e.mayPass()) {
                throw e;
            }
            throw changed((e.kind() == StoreException.Kind.MISSING) ? "was deleted" : "was replaced");
        }
    }

    /** Where the bytes come from, when that may take time. */
    @Nullable Supply supply() {
        return this.file.supply();
    }

    /** Reads bytes that existed when the file was opened. */
    void readFully(byte[] bytes, int offset, int length) throws IOException {
        if (readNBytes(bytes, offset, length) < length) {
            throw becameShorter();
        }
    }

    private void keepTail(byte[] bytes, int end, int count) {
        int fresh = Math.min(count, WINDOW);
        boolean continues = this.at - count == this.tailEnd;
        int kept = continues ? Math.min(this.tailLength, WINDOW - fresh) : 0;
        System.arraycopy(this.tail, this.tailLength - kept, this.tail, 0, kept);
        System.arraycopy(bytes, end - fresh, this.tail, kept, fresh);
        this.tailLength = kept + fresh;
        this.tailEnd = this.at;
    }

    private void checkLength() throws IOException {
        long length = this.file.length();
        if (length < this.size) {
            throw becameShorter();
        }
        this.size = length;
    }

    /**
     * Checks that the file still contains what was read, if it was not deleted.
     * @throws SourceException when the file became shorter, was replaced, or has other
     * content at its start or before the current offset
     */
    void checkUnchanged() throws IOException {
        if (this.fixed) {
            return;
        }
        checkLength();
        BasicFileAttributes now;
        try {
            now = this.file.attributes();
        }
        catch (NoSuchFileException e) {
            return;
        }
        if (this.key != null && !this.key.equals(key(now))) {
            throw changed("was replaced");
        }
        if (now.lastModifiedTime().equals(this.known)) {
            return;
        }
        if (!Arrays.equals(this.head, bytes(0, this.head.length))) {
            throw changed("has another header since it was overwritten");
        }
        byte[] before = Arrays.copyOf(this.tail, this.tailLength);
        if (!Arrays.equals(before, bytes(this.tailEnd - this.tailLength, this.tailLength))) {
            throw changed("was overwritten");
        }
        this.known = settled(now);
    }

    private static @Nullable String key(BasicFileAttributes file) {
        Object key = file.fileKey();
        return (key != null) ? key.toString() : null;
    }

    private static @Nullable FileTime settled(BasicFileAttributes file) {
        FileTime modified = file.lastModifiedTime();
        return (System.currentTimeMillis() - modified.toMillis() > SETTLED_MILLIS) ? modified : null;
    }

    /**
     * What is known of the file. Its time is that of the opening: all of the text that
     * was read since is compared again after a later modification.
     * @param header checksum of the text up to the end of the header line
     * @param read checksum of the text that was read
     */
    FileIdentity identity(long header, TextChecksum read) {
        FileTime modified = this.opened;
        return new FileIdentity(this.size, (modified != null) ? modified.toInstant() : null, this.key, header,
                read.bytes(), read.value(), null, null, (read.unread() > 0) ? (Long) read.unread() : null);
    }

    private byte[] bytes(long from, int length) throws IOException {
        byte[] bytes = new byte[length];
        try {
            this.file.seek(from);
            this.file.readFully(bytes);
            return bytes;
        }
        catch (EOFException e) {
            throw becameShorter();
        }
        finally {
            this.file.seek(this.at);
        }
    }

    private SourceException becameShorter() {
        return changed("became shorter");
    }

    private SourceException changed(String how) {
        return new ChangedFileException(this.name, how + " while it was read");
    }

    @Override
    public void close() throws IOException {
        this.file.close();
    }

}
