package io.sensorstreams.producer.definition;

/**
 * State of a stream, derived from the wanted state, the position and failures. A stream
 * whose position is at the end is completed, whatever the wanted state.
 */
public enum StreamState {

    /** Sends nothing; its source is closed. */
    STOPPED,
    /** Sends, waits for the next row to be due, or waits for the broker. */
    RUNNING,
    /** Sends nothing until it is resumed. */
    PAUSED,
    /** Has sent all rows. */
    COMPLETED,
    /** Cannot continue without an operator; a start retries. */
    FAILED

}
