package io.sensorstreams.consumer.sink;

import java.time.Clock;
import java.time.Duration;

import io.sensorstreams.consumer.parquet.output.ParquetOutput;
import io.sensorstreams.consumer.store.ObjectSegments;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a partition's writer.
 *
 * @param owner names this instance in the ledger
 * @param parquet how Parquet files are written
 * @param store where complete files are kept; null for the directory
 */
public record WriterSettings(String cluster, String topicId, String owner, RollPolicy roll, Clock clock,
        Observer observer, ParquetOutput parquet, @Nullable ObjectSegments store) {

    /** Settings of a writer that keeps its files in its directory. */
    public WriterSettings(String cluster, String topicId, String owner, RollPolicy roll, Clock clock, Observer observer,
            ParquetOutput parquet) {
        this(cluster, topicId, owner, roll, clock, observer, parquet, null);
    }

    /** Counts what a writer does. Called on the writer's thread. */
    public interface Observer {

        void rolled(RollPolicy.Reason reason);

        void forced(Duration took);

        /** Receives how long it took to send a file to an object store. */
        void sent(Duration took);

    }

}
