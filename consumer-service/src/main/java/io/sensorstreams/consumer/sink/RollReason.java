package io.sensorstreams.consumer.sink;

/** Why a file was sealed and the next one started. */
public enum RollReason {

    /** It was long enough. */
    BYTES,

    /** It had rows enough. */
    ROWS,

    /** It was old enough. */
    AGE,

    /** Rows of too many sets of columns came, and its own were the least recent. */
    COLUMNS

}
