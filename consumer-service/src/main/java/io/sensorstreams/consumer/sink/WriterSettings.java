package io.sensorstreams.consumer.sink;

import java.time.Clock;

/**
 * What all writers of an instance share.
 *
 * @param cluster id of the Kafka cluster that the ledger is of
 * @param owner name of this instance in the ledger
 * @param roll when a file is full
 * @param clock tells the age of files
 * @param observer counts what the writers do
 */
public record WriterSettings(String cluster, String owner, RollPolicy roll, Clock clock, WriterObserver observer) {
}
