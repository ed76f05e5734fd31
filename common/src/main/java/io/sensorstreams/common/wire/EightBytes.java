package io.sensorstreams.common.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Processes eight bytes of text at a time, as one word. */
public final class EightBytes {

    public static final int LENGTH = Long.BYTES;

    /** Little endian on every machine: the first byte is the lowest. */
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int FEW = 4 * LENGTH;

    private static final long ONES = 0x0101010101010101L;

    private static final long HIGH_BITS = 0x8080808080808080L;

    private EightBytes() {
    }

    static long get(byte[] bytes, int from) {
        return (long) WORDS.get(bytes, from);
    }

    static void set(byte[] bytes, int from, long word) {
        WORDS.set(bytes, from, word);
    }

    /**
     * Returns the number of bytes before the first quote, backslash, control character or
     * byte that is not ASCII; eight when there is none. The first three are found by a
     * borrow of a subtraction. A borrow can cause false matches only in bytes after a
     * match.
     */
    static int plainBytes(long word) {
        long quotes = word ^ ('"' * ONES);
        long backslashes = word ^ ('\\' * ONES);
        long zeros = ((quotes - ONES) & ~quotes) | ((backslashes - ONES) & ~backslashes);
        long controls = (word - 0x20 * ONES) & ~word;
        return Long.numberOfTrailingZeros((zeros | controls | word) & HIGH_BITS) / Byte.SIZE;
    }

    static boolean startsWith(byte[] bytes, int from, byte[] text) {
        int last = text.length - LENGTH;
        if (text.length > bytes.length - from) {
            return false;
        }
        if (last < 0) {
            return Arrays.equals(bytes, from, from + text.length, text, 0, text.length);
        }
        for (int i = 0; i < last; i += LENGTH) {
            if (get(bytes, from + i) != get(text, i)) {
                return false;
            }
        }
        return get(bytes, from + last) == get(text, last);
    }

    static int padded(int length) {
        return (length + LENGTH - 1) & -LENGTH;
    }

    /**
     * Copies a few bytes; faster than {@link System#arraycopy} for small counts.
     * @param target must have room for {@link #LENGTH} more bytes, which may be
     * overwritten
     */
    public static void copy(byte[] source, int from, byte[] target, int at, int count) {
        int padded = padded(count);
        if (padded <= FEW && padded <= source.length - from) {
            for (int i = 0; i < padded; i += LENGTH) {
                set(target, at + i, get(source, from + i));
            }
        }
        else {
            System.arraycopy(source, from, target, at, count);
        }
    }

}
