package io.sensorstreams.producer.csv;

import java.util.List;

import io.sensorstreams.producer.row.TimeFormat;

/**
 * How the rows of a CSV text are read.
 *
 * @param missing cells that stand for a missing value
 * @param timeColumn column of the row's event time; optional in the header
 * @param timeFormat pattern of that time, see {@link TimeFormat#of}
 * @param stationColumn column of the row's station; optional in the header
 */
public record CsvOptions(boolean reversed, List<String> missing, String timeColumn, String timeFormat,
        String stationColumn) {

}
