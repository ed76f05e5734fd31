package io.sensorstreams.consumer.audit;

/** Which files an audit covers. */
enum AuditKind {

    /** The files on the disks of all replicas. */
    WHOLE,

    /** The files on this disk: the schedule of each replica covers its own. */
    SCHEDULED,

    /** The files on this disk, for another replica that adds up all parts. */
    PART

}
