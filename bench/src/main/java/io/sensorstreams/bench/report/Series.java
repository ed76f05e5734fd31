package io.sensorstreams.bench.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Values of one contender.
 *
 * @param values one value for each round, in order; at least one
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

    /**
     * Returns the median: the middle value, or the mean of the two in the middle.
     */
    double median() {
        List<Double> sorted = this.values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return (sorted.size() % 2 == 1) ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double lowest() {
        return this.values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    double highest() {
        return this.values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    /**
     * Divides the values of the same rounds. A slow machine in one round affects both
     * values and cancels out.
     * @param other values of the same rounds
     */
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
