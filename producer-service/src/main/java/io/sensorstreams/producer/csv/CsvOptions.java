package io.sensorstreams.producer.csv;

import java.util.List;

/**
 * The settings of {@code FileSource} that its rows depend on; see there.
 */
public record CsvOptions(boolean reversed, List<String> missing, String timeColumn, String timeFormat,
        String stationColumn) {

}
