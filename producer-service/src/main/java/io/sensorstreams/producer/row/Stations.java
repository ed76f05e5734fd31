package io.sensorstreams.producer.row;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Caches the names of stations as arrays, so that equal names share one array. Not
 * thread-safe.
 */
public final class Stations {

    private static final int SLOTS = 64;

    private final byte[] @Nullable [] known = new byte[SLOTS][];

    /** Returns the name in a slice as an array that is not changed afterwards. */
    public byte[] of(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
        byte[] station = this.known[slot];
        if (station == null || !Arrays.equals(station, 0, station.length, bytes, from, to)) {
            station = Arrays.copyOfRange(bytes, from, to);
            this.known[slot] = station;
        }
        return station;
    }

}
