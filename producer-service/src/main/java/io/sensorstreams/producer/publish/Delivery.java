package io.sensorstreams.producer.publish;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How often a row is in Kafka when something failed on the way.
 */
public enum Delivery {

    /** Once: rows and position are one transaction. */
    @JsonProperty("exactly-once")
    EXACTLY_ONCE,
    /** Once or more: rows are acknowledged, then the position is stored. */
    @JsonProperty("at-least-once")
    AT_LEAST_ONCE

}
