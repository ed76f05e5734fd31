package io.sensorstreams.consumer.parquet.type;

/** How numbers are stored. */
public enum NumberMode {

    /** Exact, as DECIMAL. A column with a number of more than 38 digits is text. */
    DECIMAL,

    /**
     * The nearest 64-bit floating point number, as DOUBLE. A column with a number that is
     * too large for it is text.
     */
    DOUBLE

}
