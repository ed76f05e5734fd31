package io.sensorstreams.producer.directory;

import java.util.List;
import java.util.Optional;

/**
 * Some of the files in the data directory, in the order of their names.
 *
 * @param files the files
 * @param next name that the next page begins after; empty when there is no file behind
 */
public record FilePage(List<DataFile> files, Optional<String> next) {

    public FilePage {
        files = List.copyOf(files);
    }

}
