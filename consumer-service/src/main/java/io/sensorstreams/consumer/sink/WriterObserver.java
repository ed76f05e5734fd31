package io.sensorstreams.consumer.sink;

import java.time.Duration;

/** Counts what a writer does. Called on the writer's thread. */
public interface WriterObserver {

    /** Called after a file was sealed. */
    void rolled(RollReason reason);

    /** Called after rows were forced to the disk. */
    void forced(Duration took);

}
