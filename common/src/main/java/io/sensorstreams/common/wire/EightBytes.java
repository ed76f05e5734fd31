package io.sensorstreams.common.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes of text at a time, as one word: most text needs no look at each byte.
 */
final class EightBytes {

    static final int LENGTH = Long.BYTES;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

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
     * Whether a JSON string holds each of the bytes as it is: none is a quote, a
     * backslash, a control character or beyond ASCII. A zero byte is found by a borrow,
     * which can only make the next one look like one, too.
     */
    static boolean isPlain(long word) {
        long quotes = word ^ ('"' * ONES);
        long backslashes = word ^ ('\\' * ONES);
        long zeros = ((quotes - ONES) & ~quotes) | ((backslashes - ONES) & ~backslashes);
        long controls = (word - 0x20 * ONES) & ~word;
        return ((zeros | controls | word) & HIGH_BITS) == 0;
    }

}
