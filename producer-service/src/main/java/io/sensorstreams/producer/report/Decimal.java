package io.sensorstreams.producer.report;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Mutable exact decimal number. Most numbers are held as a {@code long} with a scale and
 * create no object. Not thread-safe.
 */
final class Decimal {

    /** Most digits that always fit into a {@code long}. */
    private static final int MAX_DIGITS = 18;

    /** Longest number that is read; the time to read one grows with its square. */
    private static final int MAX_LENGTH = 100;

    private static final long[] POWERS = new long[MAX_DIGITS + 1];

    static {
        long power = 1;
        for (int i = 0; i <= MAX_DIGITS; i++) {
            POWERS[i] = power;
            power *= 10;
        }
    }

    private long unscaled;

    private int scale;

    /** The number when it does not fit into the other fields. */
    private @Nullable BigDecimal large;

    /**
     * Reads a number.
     * @param bytes contain a JSON number
     * @return false when the number is too long or its exponent is too large
     */
    boolean read(byte[] bytes, int from, int to) {
        this.large = null;
        return (to - from <= MAX_DIGITS && readShort(bytes, from, to)) || readLarge(bytes, from, to);
    }

    private boolean readShort(byte[] bytes, int from, int to) {
        boolean negative = bytes[from] == '-';
        long value = 0;
        int point = to - 1;
        for (int i = negative ? from + 1 : from; i < to; i++) {
            byte b = bytes[i];
            if (b == '.') {
                point = i;
            }
            else if (b >= '0' && b <= '9') {
                value = 10 * value + b - '0';
            }
            else {
                return false;
            }
        }
        this.unscaled = negative ? -value : value;
        this.scale = to - 1 - point;
        return true;
    }

    private boolean readLarge(byte[] bytes, int from, int to) {
        if (to - from > MAX_LENGTH) {
            return false;
        }
        try {
            this.large = new BigDecimal(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
            return true;
        }
        catch (NumberFormatException e) {
            return false;
        }
    }

    /** Takes the value of another number. */
    void set(Decimal other) {
        this.unscaled = other.unscaled;
        this.scale = other.scale;
        this.large = other.large;
    }

    /** Compares by value: {@code 1.0} equals {@code 1}. */
    int compare(Decimal other) {
        if (this.large == null && other.large == null) {
            if (this.scale == other.scale) {
                return Long.compare(this.unscaled, other.unscaled);
            }
            // A product that overflows is compared below.
            long one = scaled(Math.max(0, other.scale - this.scale));
            long two = other.scaled(Math.max(0, this.scale - other.scale));
            if (one != Long.MIN_VALUE && two != Long.MIN_VALUE) {
                return Long.compare(one, two);
            }
        }
        return toBigDecimal().compareTo(other.toBigDecimal());
    }

    /** Multiplied by a power of ten; {@code Long.MIN_VALUE} when it overflows. */
    private long scaled(int digits) {
        long power = POWERS[digits];
        long high = Math.multiplyHigh(this.unscaled, power);
        long low = this.unscaled * power;
        return (high == 0 && low >= 0) || (high == -1 && low < 0) ? low : Long.MIN_VALUE;
    }

    BigDecimal toBigDecimal() {
        return (this.large != null) ? this.large : BigDecimal.valueOf(this.unscaled, this.scale);
    }

    double toDouble() {
        return (this.large != null) ? this.large.doubleValue() : this.unscaled / (double) POWERS[this.scale];
    }

}
