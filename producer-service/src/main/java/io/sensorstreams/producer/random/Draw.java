package io.sensorstreams.producer.random;

/**
 * The values that the columns of a row share; reused for every row.
 */
final class Draw {

    private static final double TO_UNIT = 0x1p-53;

    /** Number of the row, from 0. */
    long row;

    /** Number of the reading within its station, from 0. */
    long tick;

    int station;

    /** Event time of the row in milliseconds. */
    long timeMillis;

    /** Milliseconds for daily cycles: one step per tick, independent of the clock. */
    long cycleMillis;

    /** Returns a uniformly distributed value that depends only on the arguments. */
    static long hash(long seed, long number) {
        // The output function of SplitMix64 (Steele, Lea, Flood 2014).
        long z = seed + number * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** Returns a uniformly distributed value from 0 (inclusive) to 1 (exclusive). */
    static double unit(long seed, long number) {
        return (hash(seed, number) >>> 11) * TO_UNIT;
    }

}
