package io.sensorstreams.consumer.bucket;

/** Calls of a process to a store. */
public enum StoreCall {

    /** Writes an object at once. */
    PUT,

    /** Begins an upload in parts. */
    CREATE_UPLOAD,

    /** Writes a part of an upload. */
    PART,

    /** Makes an object of the parts of an upload. */
    COMPLETE,

    /** Removes the parts of an upload. */
    ABORT,

    /** Deletes an object. */
    DELETE_OBJECT,

    /** Reads the metadata of an object. */
    HEAD,

    /** Reads bytes of an object. */
    GET,

    /** Lists objects. */
    LIST,

    /** Lists uploads that are not completed. */
    LIST_UPLOADS

}
