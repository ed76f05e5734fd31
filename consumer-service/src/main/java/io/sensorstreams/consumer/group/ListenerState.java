package io.sensorstreams.consumer.group;

/** State of a group on this instance. */
public enum ListenerState {

    /**
     * It is requested to run but cannot yet. The view has the reason; the start is
     * retried.
     */
    WAITING,

    /** It reads. */
    RUNNING,

    /** It keeps its partitions but reads nothing. */
    PAUSED,

    /** It was stopped, but a thread has not ended yet. */
    STOPPING,

    /** It has left its consumer group. */
    STOPPED

}
