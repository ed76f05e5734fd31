package io.sensorstreams.producer.report;

import java.math.BigDecimal;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Report on a data file, as JSON shows it.
 *
 * @param name name of the file
 * @param bytes size on the disk
 * @param rows number of rows, including rejected ones
 * @param rejectedRows rows that a stream cannot send
 * @param firstTime time cell of the first row that has a valid one
 * @param lastTime time cell of the last row that has a valid one
 * @param order order of the times from row to row
 * @param step usual step between two rows of a station, such as {@code PT1M}
 * @param gapCount number of larger steps
 * @param gaps the first of them, in the order of the file
 * @param repeatedTimes rows with the time of the row of the same station before
 * @param stations the first stations, in the order of the file
 * @param columnCount number of columns in the header
 * @param columns the first columns
 */
record FileReport(String name, long bytes, long rows, long rejectedRows, @Nullable String firstTime,
        @Nullable String lastTime, Order order, @Nullable String step, long gapCount, List<Gap> gaps,
        long repeatedTimes, List<Station> stations, int columnCount, List<Column> columns) {

    FileReport {
        gaps = List.copyOf(gaps);
        stations = List.copyOf(stations);
        columns = List.copyOf(columns);
    }

    /** Order of the times of all rows. Equal times do not matter. */
    enum Order {

        /** No time is earlier than the one before. */
        @JsonProperty("ascending")
        ASCENDING,
        /** No time is later than the one before. */
        @JsonProperty("descending")
        DESCENDING,
        /** Times go in both directions. */
        @JsonProperty("mixed")
        MIXED,
        /** There are no two different times. */
        @JsonProperty("none")
        NONE

    }

    /** Kind of the cells of a column that are not missing. */
    enum Type {

        /** All are numbers. */
        @JsonProperty("number")
        NUMBER,
        /** At least one is not a number. */
        @JsonProperty("text")
        TEXT,
        /** There are none. */
        @JsonProperty("empty")
        EMPTY

    }

    /**
     * Rows that are missing between two rows of a station. Other stations may have rows
     * at these times.
     *
     * @param station name of the station; null when the rows name none
     * @param from earlier time, in the format of the file
     * @param to later time
     * @param missing number of usual steps that were skipped
     */
    record Gap(@Nullable String station, String from, String to, long missing) {

    }

    /**
     * A station.
     *
     * @param name name of the station
     * @param rows its rows, without rejected ones
     */
    record Station(String name, long rows) {

    }

    /**
     * A column. The last four components are null unless the type is number.
     *
     * @param name name in the header
     * @param type kind of the cells
     * @param missing number of cells that stand for a missing value
     * @param min least number, exact
     * @param max largest number, exact
     * @param mean arithmetic mean, rounded to a double
     * @param saturated the maximum, when it looks like the limit of the sensor
     */
    record Column(String name, Type type, long missing, @Nullable BigDecimal min, @Nullable BigDecimal max,
            @Nullable Double mean, @Nullable Saturated saturated) {

    }

    /**
     * A maximum that looks like the limit of the sensor.
     *
     * @param value the maximum, as decimal text
     * @param count number of cells with this value
     */
    record Saturated(String value, long count) {

    }

}
