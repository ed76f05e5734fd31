package io.sensorstreams.consumer.compare;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.function.LongConsumer;

import io.sensorstreams.consumer.format.LineBuffer;

/**
 * Computes a 64-bit hash of a line. In a partition of a billion rows, the probability
 * that any two different lines have the same hash is below 0.03.
 */
final class LineHash {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private LineHash() {
    }

    /**
     * A row has several lines when a cell contains a line break, and in a damaged file it
     * is unknown which lines belong together.
     */
    static void ofEachLine(LineBuffer row, LongConsumer hashes) {
        byte[] bytes = row.array();
        int start = 0;
        for (int i = 0; i < row.length(); i++) {
            if (bytes[i] == '\n') {
                hashes.accept(of(bytes, start, i + 1));
                start = i + 1;
            }
        }
    }

    static long of(byte[] bytes, int from, int to) {
        long hash = (long) to - from;
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            hash = mix(hash ^ (long) LONGS.get(bytes, i));
        }
        long rest = 0;
        for (; i < to; i++) {
            rest = (rest << 8) | (bytes[i] & 0xff);
        }
        return mix(mix(hash ^ rest) + 1);
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014), a bijection. */
    private static long mix(long value) {
        long mixed = (value + 0x9e3779b97f4a7c15L);
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

}
