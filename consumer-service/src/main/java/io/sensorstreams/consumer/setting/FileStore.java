package io.sensorstreams.consumer.setting;

/** Where complete output files are kept. */
public enum FileStore {

    /** In the directory of the sink. */
    DISK,

    /** In an object store with the API of S3. */
    S3

}
