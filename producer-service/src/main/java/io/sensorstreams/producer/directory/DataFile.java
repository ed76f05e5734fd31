package io.sensorstreams.producer.directory;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A CSV file in the data directory.
 *
 * @param rows number of rows, without the header and including invalid rows; empty when
 * they are not counted
 * @param firstTime cell of the first row in the column Time, unchanged
 * @param lastTime cell of the last row in the column Time
 * @param fault why the file is not a valid source
 * @param scanned whether the scan of the file is finished
 * @param scanLimit why the scan stopped before the end of the file
 */
public record DataFile(String name, long bytes, OptionalLong rows, List<String> columns, Optional<String> firstTime,
        Optional<String> lastTime, Optional<String> fault, boolean scanned, Optional<String> scanLimit) {

}
