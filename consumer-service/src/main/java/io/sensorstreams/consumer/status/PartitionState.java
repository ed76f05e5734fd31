package io.sensorstreams.consumer.status;

public enum PartitionState {

    RUNNING,

    /** Its files are being restored to the state in the ledger. */
    RECOVERING,

    /** It is not read: a user paused it, or it failed and will be retried. */
    PAUSED,

    STOPPED,

    /** It was assigned to this instance, but another instance may own it by now. */
    UNKNOWN,

    /** Another instance owns it, or none does. */
    ELSEWHERE

}
