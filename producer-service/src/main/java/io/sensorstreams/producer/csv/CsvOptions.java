package io.sensorstreams.producer.csv;

import java.util.List;

import io.sensorstreams.producer.time.TimeOptions;

/**
 * The settings of {@code FileSource} that its rows depend on; see there.
 */
public record CsvOptions(boolean reversed, List<String> missing, TimeOptions times, String stationColumn) {

    /** The same settings, for another order of reading. */
    public CsvOptions inOrder(boolean reversed) {
        return new CsvOptions(reversed, this.missing, this.times, this.stationColumn);
    }

}
