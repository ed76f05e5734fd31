package io.sensorstreams.producer.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The text of one cell, written again and again. Not thread-safe.
 */
final class CellText {

    private byte[] bytes = new byte[32];

    private int length;

    byte[] bytes() {
        return this.bytes;
    }

    int length() {
        return this.length;
    }

    /** Becomes a text. */
    void set(byte[] text) {
        if (this.bytes.length < text.length) {
            this.bytes = new byte[2 * text.length];
        }
        System.arraycopy(text, 0, this.bytes, 0, text.length);
        this.length = text.length;
    }

    /** Becomes a text. */
    void set(String text) {
        set(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Becomes a number.
     * @param unscaled the number without its point: 270 for {@code 27.0}
     * @param decimals digits behind the point
     */
    void set(long unscaled, int decimals) {
        int at = this.bytes.length;
        long rest = unscaled;
        int digits = 0;
        do {
            if (digits == decimals && decimals > 0) {
                this.bytes[--at] = '.';
            }
            this.bytes[--at] = (byte) ('0' + Math.abs(rest % 10));
            rest /= 10;
            digits++;
        }
        while (rest != 0 || digits <= decimals);
        if (unscaled < 0) {
            this.bytes[--at] = '-';
        }
        this.length = this.bytes.length - at;
        System.arraycopy(this.bytes, at, this.bytes, 0, this.length);
    }

    @Override
    public String toString() {
        return new String(Arrays.copyOf(this.bytes, this.length), StandardCharsets.UTF_8);
    }

}
