package io.sensorstreams.consumer.series;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * JSON view of the series of a file.
 *
 * @param x column of the positions; null when they are numbers of rows
 * @param numeric columns that have numbers only, in the rows that were read
 * @param columns columns of the values
 * @param positions positions in ascending order: milliseconds since 1970, where a time
 * without an offset is taken as UTC, or numbers of rows from 0
 * @param values for each column a value at each position, or null
 * @param rows number of committed rows of the file
 * @param sampled whether only parts of the file were read
 * @param leftOut number of rows that were read and are not shown, because they have no
 * time in the column {@code x}
 */
record SeriesView(@Nullable String x, List<String> numeric, List<String> columns, List<Long> positions,
        List<List<@Nullable Double>> values, long rows, boolean sampled, long leftOut) {

}
