package io.sensorstreams.consumer.store;

import java.io.InputStream;

import io.sensorstreams.common.objects.ObjectStore;
import io.sensorstreams.common.objects.StoreException;

/**
 * Reads bytes of an output file from the store, and continues where a connection broke.
 * Owned by one thread.
 */
final class SegmentInput extends InputStream {

    private static final int FIRST = 64 * 1024;

    private static final int MOST = 1 << 20;

    private final ObjectStore store;

    private final StoredSegment segment;

    private final long end;

    /** Offset of the first byte that was not requested. */
    private long next;

    private byte[] buffer = {};

    /** Bytes of the buffer that are filled. */
    private int filled;

    private int at;

    SegmentInput(ObjectStore store, StoredSegment segment, long from, long end) {
        this.store = store;
        this.segment = segment;
        this.next = from;
        this.end = end;
    }

    @Override
    public int read() throws StoreException {
        byte[] one = new byte[1];
        return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws StoreException {
        if (length == 0) {
            return 0;
        }
        if (this.at == this.filled && !fill()) {
            return -1;
        }
        int count = Math.min(length, this.filled - this.at);
        System.arraycopy(this.buffer, this.at, bytes, offset, count);
        this.at += count;
        return count;
    }

    /** Requests nothing of what it skips. */
    @Override
    public long skip(long count) {
        long buffered = Math.min(Math.max(0, count), this.filled - this.at);
        this.at += (int) buffered;
        long rest = Math.min(Math.max(0, count) - buffered, this.end - this.next);
        this.next += rest;
        return buffered + rest;
    }

    private boolean fill() throws StoreException {
        if (this.next >= this.end) {
            return false;
        }
        int most = (this.buffer.length == 0) ? FIRST : MOST;
        this.buffer = new byte[(int) Math.min(most, this.end - this.next)];
        this.filled = 0;
        this.at = 0;
        this.filled = this.store.read(this.segment.key(), this.segment.etag(), this.next, this.buffer, 0);
        this.next += this.filled;
        return true;
    }

}
