package io.sensorstreams.consumer.sink;

import java.time.Duration;

/** Counts what a writer does. Called on the writer's thread. */
public interface WriterObserver {

    void rolled(RollReason reason);

    void forced(Duration took);

}
