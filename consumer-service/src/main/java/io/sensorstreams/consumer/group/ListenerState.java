package io.sensorstreams.consumer.group;

/** What a group does on this instance. */
public enum ListenerState {

    /** It is to run and cannot yet; the reason says why, and it is tried again. */
    WAITING,

    /** It reads. */
    RUNNING,

    /** It keeps its partitions and reads nothing. */
    PAUSED,

    /** It is to stop; a thread has not ended yet. */
    STOPPING,

    /** It has left its group. */
    STOPPED

}
