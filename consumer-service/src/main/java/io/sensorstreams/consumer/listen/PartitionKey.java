package io.sensorstreams.consumer.listen;

/**
 * A partition as a group reads it.
 */
record PartitionKey(String group, String topic, int partition) {
}
