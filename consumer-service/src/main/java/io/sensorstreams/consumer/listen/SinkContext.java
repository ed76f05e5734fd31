package io.sensorstreams.consumer.listen;

import java.time.Clock;

import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.common.objects.StoreAddress;
import io.sensorstreams.consumer.parquet.output.ParquetOutput;
import io.sensorstreams.consumer.setting.SensorProperties;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.sink.Sinks;
import io.sensorstreams.consumer.sink.WriterSettings;
import io.sensorstreams.consumer.standing.StartingPoints;
import io.sensorstreams.consumer.standing.TopicIds;
import io.sensorstreams.consumer.status.PartitionStatuses;
import io.sensorstreams.consumer.status.SinkMetrics;
import io.sensorstreams.consumer.store.ObjectStores;
import io.sensorstreams.consumer.watch.PartitionTaps;

import org.springframework.kafka.core.ProducerFactory;

/**
 * Objects that all consumer threads share. All of them are thread-safe.
 */
record SinkContext(SensorProperties properties, Sinks sinks, Ledger ledger, TopicIds topicIds,
        StartingPoints startingPoints, ProducerFactory<byte[], byte[]> producers, PartitionStatuses statuses,
        SinkMetrics metrics, PartitionTaps taps, Clock clock, ParquetOutput parquet, ObjectStores stores) {

    /** Settings with which this instance writes the files of a sink. */
    WriterSettings writerSettings(Sink sink, String cluster, String topicId) {
        StoreAddress place = sink.store();
        return new WriterSettings(cluster, topicId, this.properties.instance(),
                this.properties.roll().policy(sink.writing().roll()), this.clock, this.metrics.observer(sink),
                this.parquet, (place != null) ? this.stores.of(place) : null);
    }

}
