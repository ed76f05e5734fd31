package io.sensorstreams.consumer.sink;

import java.time.Clock;

/**
 * What a writer is told of its surroundings.
 *
 * @param cluster id of the Kafka cluster that the ledger is of
 * @param topicId id of the topic
 * @param owner name of this instance in the ledger
 * @param roll when a file is full
 * @param clock tells the age of files
 * @param observer counts what the writers do
 */
public record WriterSettings(String cluster, String topicId, String owner, RollPolicy roll, Clock clock,
        WriterObserver observer) {
}
