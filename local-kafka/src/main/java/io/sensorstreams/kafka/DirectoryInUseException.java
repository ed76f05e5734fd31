package io.sensorstreams.kafka;

import java.io.IOException;
import java.nio.file.Path;

/** Another cluster, of this or another process, uses the directory. */
final class DirectoryInUseException extends IOException {

    private static final long serialVersionUID = 1;

    DirectoryInUseException(Path directory) {
        super("Kafka directory " + directory
                + " is in use by another process; end that process, or choose another directory");
    }

}
