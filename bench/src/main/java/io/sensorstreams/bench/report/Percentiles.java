package io.sensorstreams.bench.report;

import java.util.Arrays;

/** Calculates percentiles of a set of values. */
public final class Percentiles {

    private final double[] sorted;

    public Percentiles(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("Percentiles need at least one value");
        }
        this.sorted = values.clone();
        Arrays.sort(this.sorted);
    }

    /**
     * Returns the smallest value for which this share of the values is not greater.
     * @param share from 0 to 1, such as 0.99
     */
    public double at(double share) {
        int rank = (int) Math.ceil(share * this.sorted.length);
        return this.sorted[Math.max(0, rank - 1)];
    }

}
