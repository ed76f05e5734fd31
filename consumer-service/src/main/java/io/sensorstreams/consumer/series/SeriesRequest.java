package io.sensorstreams.consumer.series;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.sensorstreams.common.web.problem.InvalidParameterException;
import org.jspecify.annotations.Nullable;

/**
 * What a request wants to see of a file.
 *
 * @param columns names of columns; a text that is not the name of a column is a list of
 * names with commas between them. Empty for the first numeric column
 * @param x column of the positions; empty for numbers of rows, null for the first column
 * that has times
 * @param points most points of each column
 */
record SeriesRequest(List<String> columns, @Nullable String x, int points) {

    private static final int MAX_COLUMNS = 20;

    private static final int MIN_POINTS = 2;

    private static final int MAX_POINTS = 10_000;

    /**
     * Validates the points, which come from a request.
     * @throws InvalidParameterException when they are invalid
     */
    SeriesRequest {
        columns = columns.stream().filter((text) -> !text.isEmpty()).toList();
        if (points < MIN_POINTS || points > MAX_POINTS) {
            throw new InvalidParameterException("points",
                    "must be from " + MIN_POINTS + " to " + MAX_POINTS + ", not " + points);
        }
    }

    /**
     * Names of the columns, without duplicates.
     * @param file columns of the file, as far as they are known
     * @throws InvalidParameterException when there are too many
     */
    List<String> names(ColumnKinds file) {
        Set<String> names = new LinkedHashSet<>();
        for (String text : this.columns) {
            if (file.has(text)) {
                names.add(text);
                continue;
            }
            for (String part : text.split(",", -1)) {
                names.add(file.has(part) ? part : part.strip());
            }
        }
        if (names.size() > MAX_COLUMNS) {
            throw new InvalidParameterException("columns",
                    "has " + names.size() + " columns, at most " + MAX_COLUMNS + " are shown together");
        }
        return List.copyOf(names);
    }

}
