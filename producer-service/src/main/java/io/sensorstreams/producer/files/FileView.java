package io.sensorstreams.producer.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import io.sensorstreams.producer.directory.DataFile;

/**
 * What the REST interface shows of a file. Only the start of a very wide header is shown,
 * so that a page of such files stays small.
 *
 * @param name name of the file
 * @param bytes bytes on the disk
 * @param rows rows, the header not counted, those that cannot be sent included
 * @param columns first names in the header
 * @param columnCount number of all names in the header
 * @param firstTime the first row's cell in the column Time
 * @param lastTime the last row's
 * @param fault why the file cannot be a source
 * @param scanned whether the scan of the file is over
 * @param scanLimit why the scan stopped before the end of the file
 */
record FileView(String name, long bytes, OptionalLong rows, List<String> columns, int columnCount,
        Optional<String> firstTime, Optional<String> lastTime, Optional<String> fault, boolean scanned,
        Optional<String> scanLimit) {

    private static final int MAX_COLUMNS = 1000;

    /** Most characters of all names that are shown. */
    private static final int MAX_CHARACTERS = 32 * 1024;

    static FileView of(DataFile file) {
        return new FileView(file.name(), file.bytes(), file.rows(), shown(file.columns()), file.columns().size(),
                file.firstTime(), file.lastTime(), file.fault(), file.scanned(), file.scanLimit());
    }

    private static List<String> shown(List<String> columns) {
        List<String> shown = new ArrayList<>();
        int characters = 0;
        for (String column : columns) {
            characters += column.length();
            if (shown.size() == MAX_COLUMNS || characters > MAX_CHARACTERS) {
                return shown;
            }
            shown.add(column);
        }
        return shown;
    }

}
