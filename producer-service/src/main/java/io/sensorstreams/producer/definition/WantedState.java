package io.sensorstreams.producer.definition;

/**
 * What the user wants of a stream; survives restarts of the service.
 */
public enum WantedState {

    STOPPED, RUNNING, PAUSED

}
