package io.sensorstreams.consumer.sink;

import java.time.Clock;

/**
 * Settings of a partition's writer.
 *
 * @param cluster id of the Kafka cluster of the ledger
 * @param topicId id of the topic
 * @param owner name of this instance in the ledger
 * @param roll limits at which a file is sealed
 * @param clock clock for the age of files
 * @param observer counts what the writers do
 */
public record WriterSettings(String cluster, String topicId, String owner, RollPolicy roll, Clock clock,
        WriterObserver observer) {
}
