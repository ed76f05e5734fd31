package io.sensorstreams.producer.publish;

import com.fasterxml.jackson.annotation.JsonProperty;

public enum Partitioning {

    /**
     * By the hash of the row's station, which is the record's key: rows of one station
     * stay in order. A row without a station goes to any partition.
     */
    @JsonProperty("station")
    STATION,
    /** By the row's number modulo the partitions. */
    @JsonProperty("row")
    ROW,
    /** By the default partitioner of the Kafka client, without a key. */
    @JsonProperty("spread")
    SPREAD

}
