package io.sensorstreams.consumer.group;

public enum ListenerState {

    /** It is requested to run but cannot yet; the start is retried. */
    WAITING,

    RUNNING,

    /** It keeps its partitions but reads nothing. */
    PAUSED,

    /** It was stopped, but a thread has not ended yet. */
    STOPPING,

    STOPPED

}
