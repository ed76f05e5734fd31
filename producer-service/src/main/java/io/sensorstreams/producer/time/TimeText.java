package io.sensorstreams.producer.time;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text of the time of a row: one cell, or several joined by one blank each. Not
 * thread-safe.
 */
public final class TimeText {

    private byte[] joined = new byte[32];

    private byte[] bytes = this.joined;

    private int start;

    private int end;

    void set(byte[] cell, int from, int to) {
        this.bytes = cell;
        this.start = from;
        this.end = to;
    }

    /** Adds a cell; the first one is number 0. Refers to that one without a copy. */
    public void add(int number, byte[] cell, int from, int to) {
        if (number == 0) {
            set(cell, from, to);
        }
        else {
            join(cell, from, to);
        }
    }

    private void join(byte[] cell, int from, int to) {
        int length = this.end - this.start;
        int wanted = length + 1 + to - from;
        byte[] target = (wanted <= this.joined.length) ? this.joined : new byte[2 * wanted];
        System.arraycopy(this.bytes, this.start, target, 0, length);
        target[length] = ' ';
        System.arraycopy(cell, from, target, length + 1, to - from);
        this.joined = target;
        this.bytes = target;
        this.start = 0;
        this.end = wanted;
    }

    /** Takes a copy of another text. */
    public void copy(TimeText other) {
        this.bytes = Arrays.copyOfRange(other.bytes, other.start, other.end);
        this.start = 0;
        this.end = this.bytes.length;
    }

    /** Decodes the first bytes. */
    public String toString(int most) {
        return new String(this.bytes, this.start, Math.min(most, this.end - this.start), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return toString(Integer.MAX_VALUE);
    }

    public byte[] bytes() {
        return this.bytes;
    }

    public int start() {
        return this.start;
    }

    public int end() {
        return this.end;
    }

}
