package io.sensorstreams.consumer.listen;

import java.time.Clock;

import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.consumer.commit.CommitProducers;
import io.sensorstreams.consumer.sink.Sinks;

/**
 * What all consumer threads share; everything in it may be used by any thread.
 */
record SinkContext(SensorProperties properties, Sinks sinks, Ledger ledger, TopicIds topicIds,
        StartingPoints startingPoints, CommitProducers producers, PartitionBoard board, SinkMetrics metrics,
        Clock clock) {
}
