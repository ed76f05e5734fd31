package io.sensorstreams.consumer.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

import io.sensorstreams.common.ledger.LedgerEntry;

/**
 * An output file as the audit judges it.
 *
 * @param entry what is committed to it
 * @param path where it is, or should be
 * @param here whether it is on this disk
 * @param ours whether it must be: this instance wrote it, wherever it is now
 * @param tail bytes behind the committed length that the audit holds against it
 */
public record Segment(LedgerEntry entry, Path path, boolean here, boolean ours, long tail) {

    /** A file that must be here if it is. */
    Segment(LedgerEntry entry, Path path, boolean here, long tail) {
        this(entry, path, here, here, tail);
    }

    /** Whether it can be read: what has its name may be a leftover of another disk's. */
    boolean onDisk() {
        return this.here && Files.isRegularFile(this.path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether all its records are older than the oldest that Kafka still holds. */
    boolean isBefore(long logStart) {
        return this.entry.nextOffset() <= logStart;
    }

    /** Whether Kafka still holds its last records, but not its first. */
    boolean straddles(long logStart) {
        return this.entry.firstOffset() < logStart && logStart < this.entry.nextOffset();
    }

    /** Bytes on the disk behind the committed length. */
    public static long uncommitted(LedgerEntry entry, Path path) throws IOException {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? Math.max(0, Files.size(path) - entry.bytes()) : 0;
    }

}
