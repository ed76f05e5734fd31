package io.sensorstreams.producer.row;

import java.nio.charset.StandardCharsets;

/**
 * Reusable buffer for the text of one cell. Not thread-safe.
 */
public final class CellText {

    private byte[] bytes = new byte[32];

    private int length;

    public byte[] bytes() {
        return this.bytes;
    }

    public int length() {
        return this.length;
    }

    public void set(byte[] text) {
        set(text, 0, text.length);
    }

    public void set(byte[] text, int from, int to) {
        this.length = to - from;
        if (this.bytes.length < this.length) {
            this.bytes = new byte[2 * this.length];
        }
        System.arraycopy(text, from, this.bytes, 0, this.length);
    }

    /**
     * Sets the text to a decimal number.
     * @param unscaled the number without its decimal point: 270 for {@code 27.0}
     * @param decimals digits after the decimal point
     */
    public void set(long unscaled, int decimals) {
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
        return new String(this.bytes, 0, this.length, StandardCharsets.UTF_8);
    }

}
