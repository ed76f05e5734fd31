package io.sensorstreams.consumer.sink;

/**
 * A partition as a group reads it.
 */
public record PartitionKey(String group, String topic, int partition) {

    /** As people are told of it, such as {@code archive/AIR-3}. */
    @Override
    public String toString() {
        return this.group + "/" + this.topic + "-" + this.partition;
    }

}
