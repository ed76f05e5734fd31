package io.sensorstreams.producer.source;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Handling of a row that cannot be sent.
 */
public enum OnBadRow {

    /** The row is sent unchanged to the topic's dead-letter topic. */
    @JsonProperty("dead-letter")
    DEAD_LETTER,
    /** The row is counted and skipped. */
    @JsonProperty("skip")
    SKIP,
    /** The stream fails. */
    @JsonProperty("fail")
    FAIL

}
