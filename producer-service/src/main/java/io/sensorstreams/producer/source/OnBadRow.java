package io.sensorstreams.producer.source;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What becomes of a row that cannot be sent.
 */
public enum OnBadRow {

    /** It goes to the topic's dead-letter topic, raw. */
    @JsonProperty("dead-letter")
    DEAD_LETTER,
    /** It is counted and left out. */
    @JsonProperty("skip")
    SKIP,
    /** The stream fails. */
    @JsonProperty("fail")
    FAIL

}
