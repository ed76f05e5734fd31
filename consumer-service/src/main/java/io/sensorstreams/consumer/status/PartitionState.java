package io.sensorstreams.consumer.status;

/** State of a partition on this instance. */
public enum PartitionState {

    /** It is read. */
    RUNNING,

    /** Its files are being restored to the state in the ledger. */
    RECOVERING,

    /** It is not read: a user paused it, or it failed and will be retried. */
    PAUSED,

    /** Its group is stopped on this instance. */
    STOPPED,

    /** It was assigned to this instance, but another instance may own it by now. */
    UNKNOWN,

    /** Another instance owns it, or none does. */
    ELSEWHERE

}
