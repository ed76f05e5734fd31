package io.sensorstreams.consumer.parquet;

import java.util.Optional;

import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.LogicalTypeAnnotation;

/**
 * Converts the smallest and the largest value of a column, and its number of nulls, into
 * what a file contains. Readers skip row groups by them.
 */
final class ColumnStatistics {

    /** Longer texts are left out: each reader would read them for nothing. */
    private static final int LONGEST = 256;

    private ColumnStatistics() {
    }

    static Optional<org.apache.parquet.format.Statistics> of(Statistics<?> found) {
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var statistics = new org.apache.parquet.format.Statistics();
        statistics.setNull_count(found.getNumNulls());
        boolean ordered = !LogicalTypeAnnotation.unknownType().equals(found.type().getLogicalTypeAnnotation());
        if (ordered && found.hasNonNullValue()) {
            byte[] min = found.getMinBytes();
            byte[] max = found.getMaxBytes();
            if (min.length <= LONGEST && max.length <= LONGEST) {
                statistics.setMin_value(min);
                statistics.setMax_value(max);
                statistics.setIs_min_value_exact(true);
                statistics.setIs_max_value_exact(true);
            }
        }
        return Optional.of(statistics);
    }

}
