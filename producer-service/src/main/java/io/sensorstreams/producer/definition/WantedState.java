package io.sensorstreams.producer.stream;

/**
 * What the user wants of a stream; survives restarts of the service.
 */
enum WantedState {

    STOPPED, RUNNING, PAUSED

}
