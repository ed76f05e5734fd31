package io.sensorstreams.producer.clock;

/** What a clock was told to do. */
public enum ClockState {

    /** Stands. It may be replaced and deleted. */
    STOPPED,
    /** Runs, until it reaches its end. */
    RUNNING,
    /** Stands until it is resumed. */
    PAUSED

}
