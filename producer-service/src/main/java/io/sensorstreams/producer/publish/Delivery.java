package io.sensorstreams.producer.publish;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Delivery guarantee of a stream: how often Kafka holds a row after a failure.
 */
public enum Delivery {

    /** Once: rows and position are committed in one transaction. */
    @JsonProperty("exactly-once")
    EXACTLY_ONCE,
    /** At least once: rows are acknowledged first, then the position is stored. */
    @JsonProperty("at-least-once")
    AT_LEAST_ONCE

}
