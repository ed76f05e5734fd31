package io.sensorstreams.producer.directory;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of a CSV file in the data directory.
 *
 * @param name name of the file
 * @param bytes bytes on the disk
 * @param rows rows, the header not counted, those that cannot be sent included; empty
 * when they are not or cannot be counted
 * @param columns names in the header
 * @param firstTime the first row's cell in the column Time, as it stands there
 * @param lastTime the last row's
 * @param fault why the file cannot be a source
 * @param scanned whether the scan of the file is over, so that no more becomes known
 * @param scanLimit why the scan stopped before the end of the file
 */
public record DataFile(String name, long bytes, OptionalLong rows, List<String> columns, Optional<String> firstTime,
        Optional<String> lastTime, Optional<String> fault, boolean scanned, Optional<String> scanLimit) {

}
