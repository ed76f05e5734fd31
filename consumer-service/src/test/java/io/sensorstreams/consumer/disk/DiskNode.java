package io.sensorstreams.consumer.disk;

/** A file or a directory. */
sealed interface DiskNode permits DiskFile, DiskDirectory {

    /** Number of changes that a power failure may undo, without those of nested nodes. */
    int unforced();

}
