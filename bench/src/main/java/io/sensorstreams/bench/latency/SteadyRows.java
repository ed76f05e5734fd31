package io.sensorstreams.bench.latency;

/**
 * Rows that are due at a constant rate.
 *
 * @param warmUpSeconds time at the start that is not measured
 */
public record SteadyRows(int perSecond, int seconds, int warmUpSeconds) {

    public int count() {
        return this.perSecond * this.seconds;
    }

    int warmUpRows() {
        return this.perSecond * this.warmUpSeconds;
    }

}
