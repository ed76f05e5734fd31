package io.sensorstreams.bench.report;

/**
 * Percentiles of one round.
 *
 * @param p50 50th percentile
 * @param p99 99th percentile
 */
public record Percentiles(double p50, double p99) {

    public static Percentiles of(Series values) {
        return new Percentiles(values.percentile(0.5), values.percentile(0.99));
    }

}
