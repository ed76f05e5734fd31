package io.sensorstreams.producer.stream;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

import io.sensorstreams.common.health.BrokerHealth;
import io.sensorstreams.producer.publish.Positions;
import io.sensorstreams.producer.publish.StreamPosition;
import io.sensorstreams.producer.source.DataDirectory;
import org.jspecify.annotations.Nullable;

/**
 * What is to be told of a stream, from its definition and, when it runs here, from its
 * runner. Thread-safe.
 */
final class StreamViews {

    private final StreamRunners runners;

    private final Positions positions;

    private final DataDirectory directory;

    private final BrokerHealth broker;

    private final String instance;

    /**
     * Creates the maker of views.
     * @param instance name of this replica
     */
    StreamViews(StreamRunners runners, Positions positions, DataDirectory directory, BrokerHealth broker,
            String instance) {
        this.runners = runners;
        this.positions = positions;
        this.directory = directory;
        this.broker = broker;
        this.instance = instance;
    }

    /** Where a stream stands: behind its last acknowledged row. */
    StreamPosition positionOf(StreamDefinition definition) {
        return current(definition).map(SensorStream::committed)
            .orElseGet(() -> definition.position(this.positions.find(definition.name())));
    }

    StreamState stateOf(StreamDefinition definition) {
        return current(definition).map(SensorStream::state)
            .orElseGet(() -> definition.stateAt(positionOf(definition), false));
    }

    StreamView view(StreamDefinition definition) {
        Optional<SensorStream> stream = current(definition);
        StreamPosition position = positionOf(definition);
        StreamState state = stateOf(definition);
        return new StreamView(definition.spec(), state, position.run(),
                stream.map(SensorStream::rowsRead).orElse(position.rowsRead()), position.rowsSent(),
                position.rowsRejected(), rowsTotal(definition.spec()),
                stream.map(SensorStream::ratePerSecond).orElse(0.0), target(definition.spec()),
                stream.map(SensorStream::lagMillis).orElse(0L), lastError(stream, state), definition.startedAt(),
                this.runners.runnerOf(definition.name()).map((runner) -> this.instance).orElse(null));
    }

    /** The stream's runner knows more, once it follows this definition. */
    private Optional<SensorStream> current(StreamDefinition definition) {
        return this.runners.find(definition.name()).filter((stream) -> stream.definition().equals(definition));
    }

    private @Nullable Long rowsTotal(StreamSpec spec) {
        OptionalLong inSource = spec.source().rowsTotal(this.directory);
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

    private @Nullable String lastError(Optional<SensorStream> stream, StreamState state) {
        if (state == StreamState.RUNNING && !this.broker.isUp()) {
            return "Waits for Kafka: " + this.broker.health().getDetails().get("error");
        }
        return stream.map(SensorStream::lastError).orElse(null);
    }

}
