package io.sensorstreams.bench.report;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Measured values, such as one for each round of a contender.
 *
 * @param values in order; at least one
 */
public record Series(List<Double> values) {

    public Series {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("A series has at least one value");
        }
    }

    public static Series of(double... values) {
        return new Series(Arrays.stream(values).boxed().toList());
    }

    /** Returns the middle value, or the mean of the two in the middle. */
    public double median() {
        List<Double> sorted = this.values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return (sorted.size() % 2 == 1) ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /**
     * Returns the smallest value for which this share of the values is not greater.
     * @param share from 0 to 1, such as 0.99
     */
    public double percentile(double share) {
        int rank = (int) Math.ceil(share * this.values.size());
        return this.values.stream().sorted().skip(Math.max(0, rank - 1)).findFirst().orElseThrow();
    }

    double lowest() {
        return Collections.min(this.values);
    }

    double highest() {
        return Collections.max(this.values);
    }

    /** Divides by the values of the same rounds: a slow machine affects both values. */
    Series over(Series other) {
        if (other.values.size() != this.values.size()) {
            throw new IllegalArgumentException(
                    "Series of " + this.values.size() + " and " + other.values.size() + " rounds");
        }
        return new Series(IntStream.range(0, this.values.size())
            .mapToObj((round) -> this.values.get(round) / other.values.get(round))
            .toList());
    }

}
