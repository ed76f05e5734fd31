package io.sensorstreams.consumer.parquet.type;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Reads the text of a JSON number as a decimal. Numbers of usual length create no object.
 * Not thread-safe.
 * <p>
 * {@code 27.0} has 2 digits before the point and a scale of 1, {@code 0.05} has 0 and 2,
 * {@code 1.5e3} has 4 and 0. Digits after the point count even if they are zeros, so that
 * a column of {@code 27.0} and {@code 27.5} has one type from the first row. They do not
 * count where the number has more than 38 digits.
 */
public final class NumberText {

    /** Most digits of a decimal that Parquet's readers support. */
    public static final int MOST_DIGITS = 38;

    /** Most digits of a decimal in 64 bits. */
    public static final int DIGITS_OF_LONG = 18;

    /** A longer text is no decimal: to convert it would take very long. */
    private static final int LONGEST = 1000;

    private static final long[] POWERS = powers();

    private int integers;

    private int scale;

    /** The value multiplied by ten to the power of the scale that was asked for. */
    private long unscaled;

    /** Digits before the point, without leading zeros. */
    public int integers() {
        return this.integers;
    }

    /** Digits after the point. */
    public int scale() {
        return this.scale;
    }

    public long unscaled() {
        return this.unscaled;
    }

    /** Counts the digits; false when the number has more than 38 of them. */
    public boolean scan(byte[] text, int from, int to) {
        if (to - from > LONGEST) {
            return false;
        }
        this.integers = 0;
        this.scale = 0;
        int zeros = 0;
        boolean fraction = false;
        for (int i = from; i < to; i++) {
            byte b = text[i];
            if (b == '.') {
                fraction = true;
            }
            else if ((b | 0x20) == 'e') {
                return scanExponent(text, from, to);
            }
            else if (b != '-') {
                zeros = (b == '0') ? zeros + 1 : 0;
                this.scale += fraction ? 1 : 0;
                this.integers += (!fraction && (this.integers > 0 || b != '0')) ? 1 : 0;
            }
        }
        if (this.integers + this.scale > MOST_DIGITS) {
            this.scale -= Math.min(zeros, this.scale);
        }
        return this.integers + this.scale <= MOST_DIGITS;
    }

    private boolean scanExponent(byte[] text, int from, int to) {
        BigDecimal value = decimal(text, from, to);
        if (value == null) {
            return false;
        }
        long before = (value.signum() == 0) ? 0 : (long) value.precision() - value.scale();
        this.integers = (int) Math.max(0, Math.min(before, Integer.MAX_VALUE));
        this.scale = Math.max(0, value.scale());
        return (long) this.integers + this.scale <= MOST_DIGITS;
    }

    /**
     * Computes {@link #unscaled} for a scale.
     * @return false when the number has other digits after the scale than zeros, or more
     * than 18 digits
     */
    public boolean unscale(byte[] text, int from, int to, int wanted) {
        long value = 0;
        int after = -1;
        boolean fits = true;
        for (int i = from; i < to; i++) {
            byte b = text[i];
            if (b == '.') {
                after = 0;
            }
            else if ((b | 0x20) == 'e') {
                return unscaleExponent(text, from, to, wanted);
            }
            else if (after == wanted) {
                fits &= b == '0';
            }
            else if (b != '-') {
                // One more digit could be more than a long has.
                fits &= value < POWERS[DIGITS_OF_LONG - 1];
                value = 10 * value + b - '0';
                after += (after >= 0) ? 1 : 0;
            }
        }
        int missing = wanted - Math.max(0, after);
        if (!fits || value >= POWERS[DIGITS_OF_LONG - missing]) {
            return false;
        }
        this.unscaled = value * POWERS[missing] * ((text[from] == '-') ? -1 : 1);
        return true;
    }

    private boolean unscaleExponent(byte[] text, int from, int to, int wanted) {
        BigDecimal value = scaled(text, from, to, wanted);
        if (value == null || value.precision() > DIGITS_OF_LONG) {
            return false;
        }
        this.unscaled = value.unscaledValue().longValue();
        return true;
    }

    /** Returns the number at a scale; null when it has more than 38 digits there. */
    public static @Nullable BigDecimal scaled(byte[] text, int from, int to, int wanted) {
        BigDecimal value = decimal(text, from, to);
        if (value == null || value.scale() > wanted
                || (value.signum() != 0 && (long) value.precision() - value.scale() > MOST_DIGITS - wanted)) {
            return null;
        }
        return value.setScale(wanted);
    }

    /** Returns the number without zeros at the end; null when it is too long. */
    private static @Nullable BigDecimal decimal(byte[] text, int from, int to) {
        if (to - from > LONGEST) {
            return null;
        }
        try {
            return new BigDecimal(new String(text, from, to - from, StandardCharsets.US_ASCII)).stripTrailingZeros();
        }
        catch (NumberFormatException | ArithmeticException e) {
            // The exponent has more than 32 bits.
            return null;
        }
    }

    private static long[] powers() {
        long[] powers = new long[DIGITS_OF_LONG + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = 10 * powers[i - 1];
        }
        return powers;
    }

    /** Returns the nearest floating point number, which may be infinite. */
    public static double doubleOf(byte[] text, int from, int to) {
        return Double.parseDouble(new String(text, from, to - from, StandardCharsets.US_ASCII));
    }

}
