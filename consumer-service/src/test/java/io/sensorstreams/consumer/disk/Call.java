package io.sensorstreams.consumer.disk;

/**
 * Calls of a process to the disk. The process may crash after each call except for a
 * lock. A {@linkplain Dishonesty dishonest} disk can ignore each call except for the
 * first three.
 */
public enum Call {

    /** Creates a file or directory. */
    CREATE,

    /** Writes to a file. */
    WRITE,

    /** Renames a file. */
    RENAME,

    /** Truncates a file. */
    TRUNCATE,

    /** Deletes a file. */
    DELETE,

    /** Forces a file, except for {@link #FORCE_TRUNCATED}. */
    FORCE,

    /** Forces a file that was truncated and not written since. */
    FORCE_TRUNCATED,

    /** Forces a directory to which names were only added. */
    FORCE_ADDED,

    /** Forces a directory from which names were removed. */
    FORCE_REMOVED,

    /** Forces a directory in which a name was changed. */
    FORCE_RENAMED,

    /** Locks a file; if it is ignored, every process gets the lock. */
    LOCK

}
