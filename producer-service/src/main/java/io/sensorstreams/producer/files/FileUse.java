package io.sensorstreams.producer.files;

import java.util.Optional;

/** Tells which files must not be replaced. */
@FunctionalInterface
public interface FileUse {

    /** Name of a stream that has read a part of the file, and not all of it. */
    Optional<String> streamInside(String file);

}
