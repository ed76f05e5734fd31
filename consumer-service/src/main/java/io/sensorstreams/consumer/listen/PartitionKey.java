package io.sensorstreams.consumer.listen;

/**
 * A partition as a group reads it.
 */
record PartitionKey(String group, String topic, int partition) {

    /** As people are told of it, such as {@code archive/AIR-3}. */
    @Override
    public String toString() {
        return this.group + "/" + this.topic + "-" + this.partition;
    }

}
