package io.sensorstreams.producer.dialect;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What rows without any value are, such as {@code ;;;}. */
public enum BlankRows {

    /** They are no rows. */
    @JsonProperty("skip")
    SKIP,

    /** They are rows with missing values. A blank line is no row of several columns. */
    @JsonProperty("keep")
    KEEP

}
