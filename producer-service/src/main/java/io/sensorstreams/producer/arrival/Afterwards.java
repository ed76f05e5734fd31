package io.sensorstreams.producer.arrival;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens to a file after its last row was committed. */
public enum Afterwards {

    /** It stays where it is. */
    @JsonProperty("keep")
    KEEP,

    /** It moves to the directory {@value FinishedFile#DONE} in the data directory. */
    @JsonProperty("move")
    MOVE,

    /** It is deleted. */
    @JsonProperty("delete")
    DELETE

}
