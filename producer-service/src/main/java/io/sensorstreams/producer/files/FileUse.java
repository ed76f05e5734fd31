package io.sensorstreams.producer.files;

import java.util.Optional;

/** Tells which files must not be replaced. */
@FunctionalInterface
public interface FileUse {

    /** Name of a stream that has the file open, or has read a part of it and not all. */
    Optional<String> streamInside(String file);

}
