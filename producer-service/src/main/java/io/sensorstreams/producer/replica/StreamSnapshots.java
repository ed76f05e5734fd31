package io.sensorstreams.producer.replica;

import java.util.Optional;

import io.sensorstreams.producer.definition.StreamDefinition;
import io.sensorstreams.producer.publish.Ownership;
import io.sensorstreams.producer.run.RunnerContext;
import io.sensorstreams.producer.run.StreamSnapshot;

/**
 * Returns the state, position and owner of any stream: from the runner when this replica
 * owns the stream, else from the last report of its owner. Thread-safe.
 */
public final class StreamSnapshots {

    private final StreamRunners runners;

    private final RunnerContext context;

    StreamSnapshots(StreamRunners runners, RunnerContext context) {
        this.runners = runners;
        this.context = context;
    }

    /** Prefers the runner of this replica, once it has applied the definition. */
    public StreamSnapshot of(StreamDefinition definition) {
        return this.runners.find(definition.name())
            .filter((stream) -> stream.definition().equals(definition))
            .map(StreamSnapshot::of)
            .orElseGet(() -> StreamSnapshot.reported(definition, this.context.positions().status(definition.name()),
                    this.context.clock().instant()));
    }

    /**
     * Empty when no replica owns the stream. An ownership stored by this replica is out
     * of date when it has no runner.
     */
    public Optional<String> ownerOf(String stream) {
        if (this.runners.runnerOf(stream).isPresent()) {
            return Optional.of(this.context.instance());
        }
        return this.context.positions()
            .ownership(this.context.definitions().partitionOf(stream))
            .map(Ownership::owner)
            .filter((owner) -> !owner.equals(this.context.instance()));
    }

}
