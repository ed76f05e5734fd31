package io.sensorstreams.producer.definition;

/**
 * What a stream does now. It follows from what is wanted, from the position and from
 * failures: a stream whose position is at the end is completed, whatever is wanted.
 */
public enum StreamState {

    /** Does nothing; its source is closed. */
    STOPPED,
    /** Sends, waits for the next row to be due, or waits for the broker. */
    RUNNING,
    /** Does nothing until resumed. */
    PAUSED,
    /** Has sent all there is. */
    COMPLETED,
    /** Cannot go on by itself; a start tries again. */
    FAILED

}
