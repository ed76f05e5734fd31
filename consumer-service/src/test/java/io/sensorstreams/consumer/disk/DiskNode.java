package io.sensorstreams.consumer.disk;

/** What a name stands for. */
sealed interface DiskNode permits DiskFile, DiskDirectory {

    /** Number of changes that a power cut may undo, but for those further below. */
    int unforced();

}
