package io.sensorstreams.consumer.format;

import java.util.Arrays;

import io.sensorstreams.common.wire.EightBytes;

/**
 * Bytes of lines on their way into a file; grows, and is reused by its owner thread.
 */
public final class LineBuffer {

    private static final int FIRST = 8 * 1024;

    /** A longer array is not kept: one huge row must not hold memory for good. */
    private static final int KEPT = 512 * 1024;

    private byte[] bytes = new byte[FIRST];

    private int length;

    /** Appends one byte. */
    public void append(byte b) {
        reserve(1);
        this.bytes[this.length++] = b;
    }

    /** Appends {@code source[from, to)}. */
    public void append(byte[] source, int from, int to) {
        reserve(to - from + EightBytes.LENGTH);
        EightBytes.copy(source, from, this.bytes, this.length, to - from);
        this.length += to - from;
    }

    /** The array that holds the bytes, from 0 to {@link #length()}. */
    public byte[] array() {
        return this.bytes;
    }

    /** How many bytes there are. */
    public int length() {
        return this.length;
    }

    /** Cuts back to an earlier length. */
    public void truncate(int length) {
        this.length = length;
    }

    /** Drops all bytes, and the array if it is a very long one. */
    public void clear() {
        this.length = 0;
        if (this.bytes.length > KEPT) {
            this.bytes = new byte[FIRST];
        }
    }

    private void reserve(int more) {
        if (this.bytes.length - this.length < more) {
            this.bytes = Arrays.copyOf(this.bytes, Math.max(2 * this.bytes.length, this.length + more));
        }
    }

}
