package io.sensorstreams.producer.publish;

/**
 * What the owner of a partition stores in the partition's transactions.
 */
sealed interface OwnersWord permits StreamStatus, Ownership {

}
