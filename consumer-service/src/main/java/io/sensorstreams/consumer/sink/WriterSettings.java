package io.sensorstreams.consumer.sink;

import java.time.Clock;
import java.time.Duration;

/** Settings of a partition's writer. {@code owner} names this instance in the ledger. */
public record WriterSettings(String cluster, String topicId, String owner, RollPolicy roll, Clock clock,
        Observer observer) {

    /** Counts what a writer does. Called on the writer's thread. */
    public interface Observer {

        void rolled(RollPolicy.Reason reason);

        void forced(Duration took);

    }

}
