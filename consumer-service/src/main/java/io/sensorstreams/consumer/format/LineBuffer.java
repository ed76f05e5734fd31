package io.sensorstreams.consumer.format;

import java.util.Arrays;

import io.sensorstreams.common.wire.EightBytes;

/**
 * Growing buffer for lines that are written to a file later. Its owner thread reuses it.
 */
public final class LineBuffer {

    private static final int FIRST = 8 * 1024;

    /** Longest array that is kept after {@link #clear}. */
    private static final int KEPT = 512 * 1024;

    private byte[] bytes = new byte[FIRST];

    private int length;

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

    /** Array that holds the bytes, from 0 to {@link #length()}. */
    public byte[] array() {
        return this.bytes;
    }

    public int length() {
        return this.length;
    }

    public void truncate(int length) {
        this.length = length;
    }

    /** Removes all bytes, and releases a very long array. */
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
