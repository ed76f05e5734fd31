package io.sensorstreams.producer.random;

/**
 * What the columns of one made-up row have in common. Reused from row to row by its owner
 * thread.
 */
final class Draw {

    private static final double TO_UNIT = 0x1p-53;

    /** Number of the row, from 0. */
    long row;

    /** Number of the reading of the row's station, from 0. */
    long tick;

    /** Which station reports. */
    int station;

    /** The row's own time in milliseconds. */
    long timeMillis;

    /** Time that daily cycles go by: a step a tick, whatever the clock says. */
    long cycleMillis;

    /** Evenly spread over all values; a function of its arguments alone. */
    static long hash(long seed, long number) {
        // The output function of SplitMix64 (Steele, Lea, Flood 2014).
        long z = seed + number * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** Evenly spread from 0, inclusive, to 1, exclusive. */
    static double unit(long seed, long number) {
        return (hash(seed, number) >>> 11) * TO_UNIT;
    }

}
