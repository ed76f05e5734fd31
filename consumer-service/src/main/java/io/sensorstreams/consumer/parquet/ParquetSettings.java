package io.sensorstreams.consumer.parquet;

import java.util.List;

import io.sensorstreams.consumer.parquet.type.NumberMode;
import io.sensorstreams.consumer.parquet.type.TimePattern;

/**
 * How Parquet files are written.
 *
 * @param numbers how numbers are stored
 * @param timeColumn column whose texts are times; empty for none
 * @param patterns patterns of the times, at least one; the first one that all times of a
 * column have is used
 * @param offsets whether files have a column with the offsets and one with the
 * {@code row} header
 * @param codec compression of the pages
 * @param rowGroupBytes approximate memory for the rows of one open file that are not
 * written yet; a row group has as many rows as fit, about half as many encoded bytes
 */
public record ParquetSettings(NumberMode numbers, String timeColumn, List<TimePattern> patterns, boolean offsets,
        ParquetCodec codec, int rowGroupBytes) {

    public ParquetSettings {
        patterns = List.copyOf(patterns);
    }

    /**
     * Bytes of record values, at the start of a file, of which the types of its columns
     * are found.
     */
    int headBytes() {
        return this.rowGroupBytes / 4;
    }

}
