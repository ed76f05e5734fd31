package io.sensorstreams.consumer.sink;

import java.time.Clock;
import java.time.Duration;

import io.sensorstreams.consumer.parquet.output.ParquetOutput;

/**
 * Settings of a partition's writer.
 *
 * @param owner names this instance in the ledger
 * @param parquet how Parquet files are written
 */
public record WriterSettings(String cluster, String topicId, String owner, RollPolicy roll, Clock clock,
        Observer observer, ParquetOutput parquet) {

    /** Counts what a writer does. Called on the writer's thread. */
    public interface Observer {

        void rolled(RollPolicy.Reason reason);

        void forced(Duration took);

    }

}
