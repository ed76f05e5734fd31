package io.sensorstreams.consumer.series;

/**
 * How much of a file is read.
 *
 * @param whole size in bytes up to which a file is read as a whole
 * @param sample bytes that are read of a larger file
 * @param block bytes that are read at one place of it, unless its rows are long
 */
record ReadPlan(long whole, long sample, int block) {

    /** Answers within a fraction of a second, even from a slow disk. */
    static final ReadPlan DEFAULT = new ReadPlan(32 << 20, 8 << 20, 16 << 10);

    private static final int ROWS_OF_BLOCK = 4;

    /** Bytes to read at one place, so that it has some whole rows. */
    int blockFor(long bytes, long rows) {
        long wanted = ROWS_OF_BLOCK * (bytes / Math.max(1, rows));
        return (int) Math.max(this.block, Math.min(this.sample, wanted));
    }

}
