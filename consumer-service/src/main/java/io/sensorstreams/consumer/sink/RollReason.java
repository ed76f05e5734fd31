package io.sensorstreams.consumer.sink;

/** Limit that an output file reached when it was sealed. */
public enum RollReason {

    /** Length in bytes. */
    BYTES,

    /** Number of rows. */
    ROWS,

    /** Time since it was opened. */
    AGE,

    /** Number of open files or columns; this file was the least recently written one. */
    COLUMNS

}
