package io.sensorstreams.producer.directory;

import java.util.List;
import java.util.Optional;

/**
 * A page of files; the next one begins after the name {@code next}, if there is one.
 */
public record FilePage(List<DataFile> files, Optional<String> next) {

    public FilePage {
        files = List.copyOf(files);
    }

}
