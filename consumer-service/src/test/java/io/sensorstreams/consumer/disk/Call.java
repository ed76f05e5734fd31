package io.sensorstreams.consumer.disk;

/**
 * What a process asks of a disk. After each call but a lock the process may crash; each
 * one but the first three can be ignored by a {@linkplain Dishonesty dishonest} disk.
 */
public enum Call {

    /** Creation of a file or directory. */
    CREATE,

    /** Writing to a file. */
    WRITE,

    /** Renaming of a file. */
    RENAME,

    /** Cutting of a file. */
    TRUNCATE,

    /** Deletion of a file. */
    DELETE,

    /** Force of a file, but for {@link #FORCE_TRUNCATED}. */
    FORCE,

    /** Force of a file that was cut and not written since. */
    FORCE_TRUNCATED,

    /** Force of a directory to which names were only added. */
    FORCE_ADDED,

    /** Force of a directory from which names were removed. */
    FORCE_REMOVED,

    /** Force of a directory in which a name was changed. */
    FORCE_RENAMED,

    /** Locking of a file; ignored, every process gets the lock. */
    LOCK

}
