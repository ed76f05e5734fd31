package io.sensorstreams.bench.report;

/**
 * One line of the table.
 *
 * @param part which part of the benchmark, such as {@code producer}
 * @param name what was measured
 * @param unit of the values, such as {@code rows/s}
 * @param series the values, round by round
 * @param remark how it was measured
 */
public record Figure(String part, String name, String unit, Series series, String remark) {

}
