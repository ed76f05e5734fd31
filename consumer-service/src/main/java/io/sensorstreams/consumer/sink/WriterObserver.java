package io.sensorstreams.consumer.sink;

import java.time.Duration;

/** Somebody who counts what a writer does; called on the writer's thread. */
public interface WriterObserver {

    /** A file was sealed. */
    void rolled(RollReason reason);

    /** Rows were made durable. */
    void forced(Duration took);

}
