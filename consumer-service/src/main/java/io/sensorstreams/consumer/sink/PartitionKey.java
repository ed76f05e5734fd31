package io.sensorstreams.consumer.sink;

/** One partition as read by one consumer group. */
public record PartitionKey(String group, String topic, int partition) {

    /** Returns the form for messages, such as {@code archive/AIR-3}. */
    @Override
    public String toString() {
        return this.group + "/" + this.topic + "-" + this.partition;
    }

}
