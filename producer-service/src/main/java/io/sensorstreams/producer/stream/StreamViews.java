package io.sensorstreams.producer.stream;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

import io.sensorstreams.common.health.BrokerHealth;
import io.sensorstreams.producer.publish.Ownership;
import io.sensorstreams.producer.publish.StreamPosition;
import io.sensorstreams.producer.sinks.KnownSinks;
import io.sensorstreams.producer.source.DataDirectory;
import io.sensorstreams.producer.source.Source;
import org.jspecify.annotations.Nullable;

/**
 * What is to be told of a stream: from its definition and, when it runs here, from its
 * runner, else from what its owner stores. Thread-safe.
 */
final class StreamViews {

    private final StreamRunners runners;

    private final RunnerTools tools;

    private final DataDirectory directory;

    private final BrokerHealth broker;

    private final KnownSinks sinks;

    StreamViews(StreamRunners runners, RunnerTools tools, DataDirectory directory, BrokerHealth broker,
            KnownSinks sinks) {
        this.sinks = sinks;
        this.runners = runners;
        this.tools = tools;
        this.directory = directory;
        this.broker = broker;
    }

    /** Where a stream stands: behind its last acknowledged row. */
    StreamPosition positionOf(StreamDefinition definition) {
        return work(definition).position();
    }

    StreamState stateOf(StreamDefinition definition) {
        return work(definition).state();
    }

    /** A view that waits a little for what is to be counted. */
    StreamView view(StreamDefinition definition) {
        return view(definition, definition.spec().source().rowsTotal(this.directory));
    }

    /** A view of one stream of many, which waits for nothing. */
    StreamView glance(StreamDefinition definition) {
        Source source = definition.spec().source();
        return view(definition, source.fileName().map(this.directory::rowsKnown).orElseGet(OptionalLong::empty));
    }

    private StreamView view(StreamDefinition definition, OptionalLong rowsInSource) {
        StreamWork work = work(definition);
        StreamPosition position = work.position();
        return new StreamView(definition.spec(), work.state(), position.run(), work.rowsRead(), position.rowsSent(),
                position.rowsRejected(), rowsTotal(definition.spec(), rowsInSource), work.ratePerSecond(),
                target(definition.spec()), work.lagMillis(), lastError(work), definition.startedAt(),
                owner(definition.name()), this.sinks.isUnsunk(definition.spec().topic()).orElse(null));
    }

    /** The runner here knows best, once it follows this definition. */
    private StreamWork work(StreamDefinition definition) {
        return this.runners.find(definition.name())
            .filter((stream) -> stream.definition().equals(definition))
            .map(StreamWork::of)
            .orElseGet(() -> StreamWork.told(definition, this.tools.positions().status(definition.name()),
                    this.tools.clock().instant()));
    }

    /**
     * The word of this replica that it owns something is out of date without a runner.
     */
    private @Nullable String owner(String name) {
        if (this.runners.runnerOf(name).isPresent()) {
            return this.tools.instance();
        }
        return this.tools.positions()
            .ownership(this.tools.definitions().partitionOf(name))
            .map(Ownership::owner)
            .filter((owner) -> !owner.equals(this.tools.instance()))
            .orElse(null);
    }

    private static @Nullable Long rowsTotal(StreamSpec spec, OptionalLong inSource) {
        if (spec.source().loops() || inSource.isEmpty()) {
            boolean endless = spec.source().loops() || spec.source().fileName().isEmpty();
            return endless ? spec.limit() : null;
        }
        return (spec.limit() != null) ? (Long) Math.min(spec.limit(), inSource.getAsLong()) : inSource.getAsLong();
    }

    private static @Nullable Double target(StreamSpec spec) {
        OptionalDouble target = spec.pace().targetPerSecond();
        return target.isPresent() ? target.getAsDouble() : null;
    }

    private @Nullable String lastError(StreamWork work) {
        if (work.state() == StreamState.RUNNING && !this.broker.isUp()) {
            return "Waits for Kafka: " + this.broker.health().getDetails().get("error");
        }
        return work.lastError();
    }

}
