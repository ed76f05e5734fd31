package io.sensorstreams.consumer.bucket;

/** What is wrong with a store. */
public enum StoreFlaw {

    /** Nothing. */
    NONE,

    /** Ignores {@code If-None-Match} and replaces objects. */
    REPLACES,

    /** Reports an object as written and forgets it. */
    FORGETS_WRITES,

    /** Writes only the first byte of an object. */
    TEARS_WRITES,

    /** Reports an object as deleted and keeps it. */
    FORGETS_DELETES,

    /** Refuses to delete objects, as without the permission to do so. */
    REFUSES_DELETES,

    /** Refuses to list the objects of a partition. */
    REFUSES_LISTS

}
