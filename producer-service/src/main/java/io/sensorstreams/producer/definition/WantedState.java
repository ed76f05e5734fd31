package io.sensorstreams.producer.definition;

public enum WantedState {

    STOPPED, RUNNING, PAUSED

}
