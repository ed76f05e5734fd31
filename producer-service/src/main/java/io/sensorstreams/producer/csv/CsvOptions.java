package io.sensorstreams.producer.csv;

import java.util.List;

import io.sensorstreams.producer.row.TimeFormat;

/**
 * How the rows of a CSV text are read.
 *
 * @param reversed whether the last row comes first
 * @param missing cells that mean that there is no value
 * @param timeColumn column of the row's own time; the header need not have it
 * @param timeFormat pattern of that time, see {@link TimeFormat#of}
 * @param stationColumn column of the row's station; the header need not have it
 */
public record CsvOptions(boolean reversed, List<String> missing, String timeColumn, String timeFormat,
        String stationColumn) {

}
