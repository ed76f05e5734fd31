package io.sensorstreams.producer.row;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file when a part of its text was read. It tells later whether the
 * file still begins, or ends, with that text.
 *
 * @param size bytes of the file
 * @param modified when the file was last modified; null when that was so recently that a
 * later change may have the same time
 * @param key identifies the file in its file system, for example by its inode; null where
 * the file system has no such key
 * @param header CRC-32C of the text up to the end of the header line
 * @param bytes bytes of text that were read, counted from the end of the file where
 * reading starts; not before the position that it is stored with
 * @param checksum CRC-32C of these bytes, in the order of the file
 * @param format how the text was read, so that it is read in the same way later; null
 * when nothing is known of it
 * @param eventTime event time of the last row that was read, in milliseconds; null
 * without one, and unless its time zone makes it necessary for reading the next one
 * @param start bytes where reading starts that were not read, and that the checksum
 * leaves out; null for none
 */
@JsonInclude(Include.NON_NULL)
public record FileIdentity(long size, @Nullable Instant modified, @Nullable String key, long header, long bytes,
        long checksum, @Nullable FileFormat format, @Nullable Long eventTime, @Nullable Long start) {

    public FileIdentity(long size, @Nullable Instant modified, @Nullable String key, long header, long bytes,
            long checksum, @Nullable FileFormat format, @Nullable Long eventTime) {
        this(size, modified, key, header, bytes, checksum, format, eventTime, null);
    }

    /** The same file, read in this way up to a row with this event time. */
    public FileIdentity with(FileFormat format, @Nullable Long eventTime) {
        return new FileIdentity(this.size, this.modified, this.key, this.header, this.bytes, this.checksum, format,
                eventTime, this.start);
    }

    /** The same file when other bytes were read. */
    public FileIdentity with(long bytes, long checksum) {
        return new FileIdentity(this.size, this.modified, this.key, this.header, bytes, checksum, this.format,
                this.eventTime, this.start);
    }

    /** The same file when reading starts after some bytes. */
    public FileIdentity startingAt(long bytes) {
        return new FileIdentity(this.size, this.modified, this.key, this.header, bytes, 0, this.format, null, bytes);
    }

    /** Bytes that were not read. */
    public long unread() {
        return (this.start != null) ? this.start : 0;
    }

    /** The file with the unread bytes of another one. */
    public FileIdentity startingAs(FileIdentity other) {
        return new FileIdentity(this.size, this.modified, this.key, this.header, this.bytes, this.checksum, this.format,
                this.eventTime, other.start);
    }

    /**
     * Whether the file cannot have changed since: then nothing of it must be read again.
     */
    public boolean isUnchanged(FileIdentity now) {
        return this.modified != null && this.modified.equals(now.modified) && this.size == now.size && isSameFile(now)
                && this.header == now.header;
    }

    /** Whether both may be the same file in the file system. */
    public boolean isSameFile(FileIdentity other) {
        return this.key == null || other.key == null || this.key.equals(other.key);
    }

}
