package io.sensorstreams.consumer.sink;

public enum RollReason {

    BYTES,

    ROWS,

    AGE,

    /** Number of open files or columns; this file was the least recently written one. */
    COLUMNS

}
