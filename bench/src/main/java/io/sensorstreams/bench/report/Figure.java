package io.sensorstreams.bench.report;

/**
 * Line of the table.
 *
 * @param part part of the benchmark, such as {@code producer}
 * @param unit unit of the values, such as {@code rows/s}
 * @param remark how it was measured
 */
public record Figure(String part, String name, String unit, Series series, String remark) {

}
