package io.sensorstreams.producer.publish;

/**
 * Value of a record in {@code sensor-positions}. The replica that owns the partition
 * writes it, in the same transaction as the rows of the partition's streams.
 */
sealed interface OwnerRecord permits StreamStatus, Ownership {

}
