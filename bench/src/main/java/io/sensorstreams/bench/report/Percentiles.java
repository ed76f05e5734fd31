package io.sensorstreams.bench.report;

import java.util.Arrays;

/** Values by their rank. */
public final class Percentiles {

    private final double[] sorted;

    public Percentiles(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("Of no values there are no percentiles");
        }
        this.sorted = values.clone();
        Arrays.sort(this.sorted);
    }

    /**
     * The smallest value that so many are not above.
     * @param share from 0 to 1, such as 0.99
     */
    public double at(double share) {
        int rank = (int) Math.ceil(share * this.sorted.length);
        return this.sorted[Math.max(0, rank - 1)];
    }

}
