package io.sensorstreams.producer.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import io.sensorstreams.producer.directory.DataFile;

/**
 * JSON view of a {@link DataFile} in the REST API. Shows only the first columns of a very
 * wide header, so that a page of such files stays small.
 */
record FileView(String name, long bytes, OptionalLong rows, List<String> columns, int columnCount,
        Optional<String> firstTime, Optional<String> lastTime, Optional<String> fault, boolean scanned,
        Optional<String> scanLimit) {

    private static final int MAX_COLUMNS = 1000;

    /** Most characters of all shown names together. */
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
