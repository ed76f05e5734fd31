package io.sensorstreams.producer.stream;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

import io.sensorstreams.common.kafka.BrokerHealth;
import io.sensorstreams.producer.clock.ClockDefinition;
import io.sensorstreams.producer.clock.ClockTime;
import io.sensorstreams.producer.clock.ClockTopic;
import io.sensorstreams.producer.definition.StreamDefinition;
import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.publish.ClockMark;
import io.sensorstreams.producer.publish.StreamPosition;
import io.sensorstreams.producer.replica.StreamSnapshots;
import io.sensorstreams.producer.row.FileFormat;
import io.sensorstreams.producer.row.FileIdentity;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.run.StreamSnapshot;
import io.sensorstreams.producer.sinks.KnownSinks;
import org.jspecify.annotations.Nullable;

final class StreamViews {

    private final StreamSnapshots snapshots;

    private final DataDirectory directory;

    private final BrokerHealth broker;

    private final KnownSinks sinks;

    private final ClockTopic clocks;

    private final InstantSource wallClock = InstantSource.system();

    StreamViews(StreamSnapshots snapshots, DataDirectory directory, BrokerHealth broker, KnownSinks sinks,
            ClockTopic clocks) {
        this.clocks = clocks;
        this.snapshots = snapshots;
        this.directory = directory;
        this.broker = broker;
        this.sinks = sinks;
    }

    /**
     * Creates the view of a stream; waits a short time until the rows of a small file are
     * counted. Does not wait for an object store.
     */
    StreamView view(StreamDefinition definition) {
        return this.directory.isRemote() ? glance(definition)
                : view(definition, definition.spec().source().rowsTotal(this.directory, position(definition)));
    }

    /** Creates the views of many streams, ordered by name, without waiting. */
    List<StreamView> views(Collection<StreamDefinition> definitions) {
        return definitions.stream().sorted(Comparator.comparing(StreamDefinition::name)).map(this::glance).toList();
    }

    private StreamView glance(StreamDefinition definition) {
        return view(definition, definition.spec().source().rowsKnown(this.directory, position(definition)));
    }

    private Position position(StreamDefinition definition) {
        return this.snapshots.of(definition).position().inSource();
    }

    private StreamView view(StreamDefinition definition, OptionalLong rowsInSource) {
        StreamSnapshot snapshot = this.snapshots.of(definition);
        StreamPosition position = snapshot.position();
        return new StreamView(definition.spec(), snapshot.state(), position.run(), snapshot.rowsRead(),
                position.rowsSent(), position.rowsRejected(), rowsTotal(definition.spec(), rowsInSource),
                snapshot.ratePerSecond(), target(definition.spec()), snapshot.lagMillis(), lastError(snapshot),
                definition.startedAt(), this.snapshots.ownerOf(definition.name()).orElse(null), snapshot.eventTime(),
                this.sinks.isUnsunk(definition.spec().topic()).orElse(null), snapshot.faults(), format(position),
                clock(definition, position), FilesView.of(definition, snapshot));
    }

    private static @Nullable FileFormat format(StreamPosition position) {
        FileIdentity seen = position.seen();
        return (seen != null) ? seen.format() : null;
    }

    private static @Nullable Long rowsTotal(StreamSpec spec, OptionalLong inSource) {
        if (spec.source().ranged() || spec.pace().clockName().isPresent()) {
            // How many rows the range has is known at its end.
            return null;
        }
        if (spec.source().loops() || inSource.isEmpty()) {
            boolean endless = spec.source().loops() || spec.source().fileName().isEmpty();
            return endless ? spec.limit() : null;
        }
        return (spec.limit() != null) ? (Long) Math.min(spec.limit(), inSource.getAsLong()) : inSource.getAsLong();
    }

    private @Nullable FollowedClockView clock(StreamDefinition definition, StreamPosition position) {
        String name = definition.spec().pace().clockName().orElse(null);
        if (name == null) {
            return null;
        }
        Instant now = this.wallClock.instant();
        ClockDefinition clock = this.clocks.find(name).map(ClockTime::definition).orElse(null);
        ClockMark mark = position.clock();
        return new FollowedClockView(name, (clock != null) ? clock.stateAt(now) : null,
                (clock != null) ? clock.localTimeAt(now) : null, (mark != null) ? mark.skipped() : 0);
    }

    private static @Nullable Double target(StreamSpec spec) {
        OptionalDouble target = spec.pace().targetPerSecond();
        return target.isPresent() ? target.getAsDouble() : null;
    }

    private @Nullable String lastError(StreamSnapshot snapshot) {
        if (snapshot.state() == StreamState.RUNNING && !this.broker.isUp()) {
            return "Waits for Kafka: " + this.broker.health().getDetails().get("error");
        }
        return snapshot.lastError();
    }

}
