package io.sensorstreams.consumer.directory;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/** Another writer has locked the directory. It is released within a moment. */
public final class DirectoryInUseException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    DirectoryInUseException(Path path) {
        super("Directory " + path + " is in use by another writer; waiting until it is released");
    }

}
