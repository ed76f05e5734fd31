package io.sensorstreams.producer.definition;

/**
 * State that the user wants for a stream. It is stored and survives restarts of the
 * service.
 */
public enum WantedState {

    STOPPED, RUNNING, PAUSED

}
