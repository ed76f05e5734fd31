package io.sensorstreams.consumer.sink;

import java.time.Clock;

/**
 * Settings of a partition's writer.
 *
 * @param cluster id of the Kafka cluster of the ledger
 * @param owner name of this instance in the ledger
 */
public record WriterSettings(String cluster, String topicId, String owner, RollPolicy roll, Clock clock,
        WriterObserver observer) {
}
