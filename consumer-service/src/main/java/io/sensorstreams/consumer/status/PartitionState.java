package io.sensorstreams.consumer.status;

/** What a partition of a group does. */
public enum PartitionState {

    /** It is read. */
    RUNNING,

    /** Its files are made what the ledger says, before it is read. */
    RECOVERING,

    /** It is not read: somebody asked for that, or it failed and is tried again. */
    PAUSED,

    /** Its group is stopped on this instance. */
    STOPPED,

    /** This instance had it, and cannot know whether another one has it by now. */
    UNKNOWN,

    /** Another instance has it, or nobody yet. */
    ELSEWHERE

}
