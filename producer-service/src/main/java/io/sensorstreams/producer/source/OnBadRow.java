package io.sensorstreams.producer.source;

import com.fasterxml.jackson.annotation.JsonProperty;

public enum OnBadRow {

    /** To the topic's dead-letter topic, unchanged. */
    @JsonProperty("dead-letter")
    DEAD_LETTER,

    /** The row is counted only. */
    @JsonProperty("skip")
    SKIP,

    /** The stream is FAILED. */
    @JsonProperty("fail")
    FAIL

}
