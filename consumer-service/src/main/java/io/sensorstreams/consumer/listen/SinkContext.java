package io.sensorstreams.consumer.listen;

import java.time.Clock;

import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.consumer.commit.CommitProducers;
import io.sensorstreams.consumer.setting.SensorProperties;
import io.sensorstreams.consumer.sink.Sinks;
import io.sensorstreams.consumer.standing.StartingPoints;
import io.sensorstreams.consumer.standing.TopicIds;
import io.sensorstreams.consumer.status.PartitionStatuses;
import io.sensorstreams.consumer.status.SinkMetrics;

/**
 * Objects that all consumer threads share. All of them are thread-safe.
 */
record SinkContext(SensorProperties properties, Sinks sinks, Ledger ledger, TopicIds topicIds,
        StartingPoints startingPoints, CommitProducers producers, PartitionStatuses statuses, SinkMetrics metrics,
        Clock clock) {
}
