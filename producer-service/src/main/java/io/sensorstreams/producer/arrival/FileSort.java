package io.sensorstreams.producer.arrival;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Order of files. */
public enum FileSort {

    /** By the characters of their names. */
    @JsonProperty("name")
    NAME,

    /** By their first event time, then by name. A file without a time comes first. */
    @JsonProperty("time")
    TIME

}
