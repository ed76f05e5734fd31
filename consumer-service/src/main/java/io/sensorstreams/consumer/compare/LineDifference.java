package io.sensorstreams.consumer.compare;

import java.io.Serial;

/**
 * Multiset of the lines that are more often in Kafka than in the files, or the other way
 * round. A line from both sides cancels out, so the multiset is small when both sides
 * agree. Lines are identified by their hash. Not thread-safe.
 * <p>
 * When more lines differ than the capacity, the lines are split into parts by their hash.
 * An instance counts the lines of one part only.
 */
public final class LineDifference {

    /** Largest number of different lines: 24 MiB. */
    public static final int CAPACITY = 1 << 20;

    private final int capacity;

    private final int part;

    private final int parts;

    private long[] hashes = new long[1024];

    /** Count in Kafka minus count in the files; also 0 in unused slots. */
    private int[] surplus = new int[1024];

    /** Number of used slots, including lines that have cancelled out. */
    private int used;

    private long cancelled;

    private long taken;

    /** Creates an empty difference that counts one of several parts, numbered from 0. */
    LineDifference(int capacity, int part, int parts) {
        this.capacity = capacity;
        this.part = part;
        this.parts = parts;
    }

    void inKafka(long hash) {
        add(hash, 1);
    }

    void inFiles(long hash) {
        add(hash, -1);
    }

    /** Number of lines that Kafka has more often. */
    long missing() {
        long missing = 0;
        for (int count : this.surplus) {
            missing += Math.max(0, count);
        }
        return missing;
    }

    /** Number of lines that the files have more often and that were not taken out. */
    long extra() {
        long extra = 0;
        for (int count : this.surplus) {
            extra += Math.max(0, -count);
        }
        return extra;
    }

    /** Number of lines that cancelled out: both sides have them, at different places. */
    long cancelled() {
        return this.cancelled;
    }

    /** Takes a line out, if the files have it more often. */
    void take(long hash) {
        int slot = slot(this.hashes, nonZero(hash));
        int extra = Math.max(0, -this.surplus[slot]);
        this.surplus[slot] += extra;
        this.taken += extra;
    }

    long taken() {
        return this.taken;
    }

    private void add(long hash, int one) {
        if (Long.remainderUnsigned(hash, this.parts) != this.part) {
            return;
        }
        long key = nonZero(hash);
        int slot = slot(this.hashes, key);
        if (this.hashes[slot] == 0) {
            this.hashes[slot] = key;
            this.used++;
        }
        if (this.surplus[slot] * one < 0) {
            this.cancelled++;
        }
        this.surplus[slot] += one;
        if (2 * this.used > this.hashes.length) {
            rehash();
        }
    }

    /** Removes lines that have cancelled out, and grows if that is not enough. */
    private void rehash() {
        int live = 0;
        for (int count : this.surplus) {
            live += (count != 0) ? 1 : 0;
        }
        if (live > this.capacity) {
            throw new TooManyLinesException();
        }
        long[] oldHashes = this.hashes;
        int[] oldSurplus = this.surplus;
        int size = (4 * live > oldHashes.length) ? 2 * oldHashes.length : oldHashes.length;
        this.hashes = new long[size];
        this.surplus = new int[size];
        this.used = live;
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldSurplus[i] != 0) {
                int slot = slot(this.hashes, oldHashes[i]);
                this.hashes[slot] = oldHashes[i];
                this.surplus[slot] = oldSurplus[i];
            }
        }
    }

    private static int slot(long[] hashes, long key) {
        int mask = hashes.length - 1;
        int slot = (int) (key >>> 32) & mask;
        while (hashes[slot] != 0 && hashes[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** Replaces zero, which marks an unused slot. */
    private static long nonZero(long hash) {
        return (hash == 0) ? 1 : hash;
    }

    static final class TooManyLinesException extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        TooManyLinesException() {
            super("More lines differ than fit in memory", null, false, false);
        }

    }

}
