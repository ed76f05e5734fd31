package io.sensorstreams.producer.directory;

import java.util.List;
import java.util.Optional;

/**
 * A page of files.
 *
 * @param next name after which the next page begins; empty when there are no more files
 */
public record FilePage(List<DataFile> files, Optional<String> next) {

    public FilePage {
        files = List.copyOf(files);
    }

}
