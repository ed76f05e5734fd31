package io.sensorstreams.producer.publish;

/**
 * Value of a record in {@code sensor-positions}; see {@link Positions}.
 */
sealed interface OwnerRecord permits StreamStatus, Ownership {

}
