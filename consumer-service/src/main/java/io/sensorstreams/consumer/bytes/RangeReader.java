package io.sensorstreams.consumer.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Reads bytes at any place by ranges, some at once. What follows a range that was read
 * becomes the next one, so that each column of a Parquet file, or each part of a file
 * that is sampled, is read in few requests. Has at most {@value #MOST} ranges of
 * {@value #LARGE} bytes in memory. Owned by one thread.
 */
final class RangeReader implements BytesReader {

    /** Most ranges in memory: the columns of most tables. */
    static final int MOST = 32;

    static final int SMALL = 64 * 1024;

    static final int LARGE = 256 * 1024;

    /** Reads a range. */
    interface Ranges {

        /**
         * Reads bytes, fewer than fit when the connection breaks.
         * @return number of bytes, at least 1
         */
        int read(long from, byte[] into) throws IOException;

    }

    private final Ranges ranges;

    private final long size;

    /** The one that was used last comes first. */
    private final Deque<Range> kept = new ArrayDeque<>();

    RangeReader(Ranges ranges, long size) {
        this.ranges = ranges;
        this.size = size;
    }

    private record Range(long from, byte[] bytes, int length) {

        boolean has(long position) {
            return this.from <= position && position < end();
        }

        long end() {
            return this.from + this.length;
        }

    }

    @Override
    public long size() {
        return this.size;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        if (position >= this.size) {
            return -1;
        }
        Range range = at(position);
        this.kept.addFirst(range);
        int skipped = (int) (position - range.from());
        int count = Math.min(target.remaining(), range.length() - skipped);
        target.put(range.bytes(), skipped, count);
        return count;
    }

    /** Takes a range out, or reads it in place of the one before it. */
    private Range at(long position) throws IOException {
        boolean continues = false;
        for (Iterator<Range> all = this.kept.iterator(); all.hasNext();) {
            Range range = all.next();
            if (range.has(position)) {
                all.remove();
                return range;
            }
            if (!continues && range.end() == position) {
                all.remove();
                continues = true;
            }
        }
        if (this.kept.size() == MOST) {
            this.kept.removeLast();
        }
        byte[] bytes = new byte[(int) Math.min(continues ? LARGE : SMALL, this.size - position)];
        return new Range(position, bytes, this.ranges.read(position, bytes));
    }

    @Override
    public void close() {
        this.kept.clear();
    }

}
