package io.sensorstreams.consumer.series;

import java.util.LinkedHashSet;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a request wants to see of a file.
 *
 * @param columns columns of the values; empty for the first numeric one
 * @param x column of the positions; empty for numbers of rows, null for the first column
 * that has times
 * @param points most points of each column
 */
record SeriesRequest(List<String> columns, @Nullable String x, int points) {

    private static final int MAX_COLUMNS = 20;

    private static final int MIN_POINTS = 2;

    private static final int MAX_POINTS = 10_000;

    /**
     * Validates the components, which come from a request.
     * @throws InvalidParameterException when one is invalid
     */
    SeriesRequest {
        columns = List.copyOf(new LinkedHashSet<>(columns));
        if (columns.size() > MAX_COLUMNS) {
            throw new InvalidParameterException("columns",
                    "has " + columns.size() + " columns, at most " + MAX_COLUMNS + " are shown together");
        }
        if (points < MIN_POINTS || points > MAX_POINTS) {
            throw new InvalidParameterException("points",
                    "must be from " + MIN_POINTS + " to " + MAX_POINTS + ", not " + points);
        }
    }

}
