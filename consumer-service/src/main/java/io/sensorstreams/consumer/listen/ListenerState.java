package io.sensorstreams.consumer.listen;

/** What a group does on this instance. */
enum ListenerState {

    /** It is to run, but broker or topics are not there yet. */
    WAITING,

    /** It reads. */
    RUNNING,

    /** It keeps its partitions and reads nothing. */
    PAUSED,

    /** It has left its group. */
    STOPPED

}
