package io.sensorstreams.producer.command;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.sensorstreams.producer.clock.ClockTime;
import io.sensorstreams.producer.clock.ClockTopic;
import io.sensorstreams.producer.command.StreamConflictException.Conflict;
import io.sensorstreams.producer.definition.DefinitionCommands;
import io.sensorstreams.producer.definition.InvalidStreamException;
import io.sensorstreams.producer.definition.StreamDefinition;
import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.definition.StreamTopic;
import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.pace.Pace;
import io.sensorstreams.producer.publish.Positions;
import io.sensorstreams.producer.publish.StreamPosition;
import io.sensorstreams.producer.replica.StreamSnapshots;
import io.sensorstreams.producer.run.StreamProperties;

/**
 * Runs the commands of users on streams, on any replica, by storing changed definitions.
 * A command that guarantees that no rows are in flight, such as stop, also waits for the
 * owner of the stream. Commands of all replicas run one after another, see
 * {@link DefinitionCommands#exclusively}. Thread-safe.
 */
public final class StreamRegistry implements AutoCloseable {

    private final StreamTopic definitions;

    private final AppliedCommands applied;

    private final StreamSnapshots snapshots;

    private final SpecChecks checks;

    private final RemainingRows remaining;

    private final InstantSource clock = InstantSource.system();

    /** Serializes the commands of this replica; the topic, those of all replicas. */
    private final CommandQueue commands;

    public StreamRegistry(StreamTopic definitions, ClockTopic clocks, Positions positions, StreamSnapshots snapshots,
            DataDirectory directory, StreamProperties properties) {
        this.definitions = definitions;
        this.applied = new AppliedCommands(definitions, positions, properties.stopTimeout());
        this.snapshots = snapshots;
        this.checks = new SpecChecks(definitions, clocks, directory);
        this.remaining = new RemainingRows(directory, (clock) -> clocks.find(clock).map(ClockTime::definition));
        this.commands = new CommandQueue(properties.commandTimeout());
    }

    public List<StreamDefinition> all() {
        return this.definitions.all();
    }

    public StreamDefinition find(String name) {
        return this.definitions.find(name).orElseThrow(() -> new StreamNotFoundException(name));
    }

    public StreamPosition position(String name) {
        return positionOf(find(name));
    }

    /**
     * Creates a stream.
     * @throws StreamConflictException when the name is taken
     * @throws InvalidStreamException when its source cannot be opened
     */
    public StreamDefinition create(StreamSpec spec) {
        this.checks.checkSource(spec);
        return exclusively(() -> {
            if (this.definitions.find(spec.name()).isPresent()) {
                throw new StreamConflictException(Conflict.STREAM_EXISTS,
                        "There is a stream '" + spec.name() + "' already; replace it with PUT, or delete it first");
            }
            this.checks.checkTopic(spec);
            this.checks.checkClock(spec.pace(), "pace.");
            this.checks.checkFiles(spec);
            return store(StreamDefinition.create(spec, now()));
        });
    }

    /**
     * Creates a stream or replaces its spec. A replaced stream is stopped afterwards. Its
     * position is kept if it means the same row in the new source.
     * @return the replaced stream; empty when the stream was created
     */
    public Optional<StreamDefinition> replace(StreamSpec spec) {
        this.checks.checkSource(spec);
        Map.Entry<Boolean, StreamDefinition> stored = exclusively(() -> {
            Optional<StreamDefinition> before = this.definitions.find(spec.name());
            before.ifPresent((definition) -> refuse(definition, StreamState.RUNNING, Conflict.STREAM_RUNNING,
                    "runs; stop it before replacing it"));
            if (before.filter((definition) -> definition.spec().topic().equals(spec.topic())).isEmpty()) {
                this.checks.checkTopic(spec);
            }
            this.checks.checkClock(spec.pace(), "pace.");
            this.checks.checkFiles(spec);
            return Map.entry(before.isPresent(), store(before.map((definition) -> definition.withSpec(spec).stopped())
                .orElseGet(() -> StreamDefinition.create(spec, now()))));
        });
        StreamDefinition applied = applied(stored.getValue());
        return stored.getKey() ? Optional.of(applied) : Optional.empty();
    }

    /**
     * Checks the source of a spec that is not stored and, as far as the other streams are
     * known, its topic and whether they may move its files.
     */
    public void check(StreamSpec spec, boolean files) {
        this.checks.checkSource(spec);
        if (this.definitions.isLoaded()) {
            this.checks.checkTopic(spec);
            if (files) {
                this.checks.checkFiles(spec);
            }
        }
    }

    /**
     * Stops and deletes a stream. Its run numbers are never reused. Also removes invalid
     * records with this name.
     */
    public void delete(String name) {
        long offset = exclusively(
                () -> this.definitions.commands().delete(this.definitions.isInvalid(name) ? name : find(name).name()));
        this.applied.await(Map.of(this.definitions.partitionOf(name), offset));
    }

    /**
     * Starts a stream; does nothing when it is running.
     * @throws StreamConflictException when the stream is completed and has no more rows,
     * or its file was changed where the stream has read it
     */
    public StreamDefinition start(String name) {
        StreamDefinition definition = find(name);
        StreamState state = stateOf(definition);
        StreamPosition position = positionOf(definition);
        if (state != StreamState.RUNNING
                && (state != StreamState.COMPLETED || this.remaining.areKnown(definition, position))) {
            // Before the command: a large file takes seconds.
            this.remaining.checkUnchanged(definition, position);
        }
        return change(name, this::started);
    }

    /** Name of a stream that has a file open, or has read a part of it and not all. */
    public Optional<String> streamInside(String file) {
        return all().stream()
            .filter((definition) -> FileConflicts.isInside(definition, this.snapshots.of(definition), file))
            .map(StreamDefinition::name)
            .findFirst();
    }

    /** Starts a stream that does not run at its first row, as a new run. */
    public StreamDefinition startFromBeginning(String name) {
        return change(name, (definition) -> (stateOf(definition) == StreamState.RUNNING) ? definition
                : definition.fromBeginning().started(now()));
    }

    /** Starts a stream over a directory after the file that it is in. */
    public StreamDefinition startAtNextFile(String name) {
        return change(name, (definition) -> {
            refuse(definition, StreamState.RUNNING, Conflict.STREAM_RUNNING, "runs; stop it before it skips a file");
            FileConflicts.checkHasFiles(definition.spec());
            return definition.continued(now());
        });
    }

    private StreamDefinition started(StreamDefinition definition) {
        StreamState state = stateOf(definition);
        if (state != StreamState.COMPLETED) {
            return (state == StreamState.RUNNING) ? definition : definition.started(now());
        }
        this.remaining.nothingLeft(definition, positionOf(definition)).ifPresent((why) -> {
            throw new StreamConflictException(Conflict.STREAM_COMPLETED,
                    "Stream '" + definition.name() + "' " + why + "; start it with ?from=beginning to send it again");
        });
        return definition.continued(now());
    }

    /** Stops a stream. When this returns, all rows read are acknowledged. */
    public StreamDefinition stop(String name) {
        return applied(change(name, StreamDefinition::stopped));
    }

    /** Pauses a stream. Works like {@link #stop}, but the source may stay open. */
    public StreamDefinition pause(String name) {
        return applied(change(name, (definition) -> {
            refuse(definition, StreamState.COMPLETED, Conflict.STREAM_COMPLETED, "is completed and does not run");
            return definition.paused();
        }));
    }

    /**
     * Changes the pace of a stream, starting with the next row.
     * @throws InvalidStreamException when the pace needs times, and the source has none
     */
    public StreamDefinition changePace(String name, Pace pace) {
        // Before the command, because it reads the file.
        this.checks.checkPace(find(name).spec(), pace);
        return change(name, (definition) -> {
            this.checks.checkClock(pace, "");
            return definition.withSpec(definition.spec().withPace(pace));
        });
    }

    /** Starts all streams that have rows left to send. */
    public List<StreamDefinition> startAll() {
        return changeAll((definition) -> (stateOf(definition) == StreamState.COMPLETED
                && this.remaining.nothingLeft(definition, positionOf(definition)).isPresent()) ? definition
                        : started(definition));
    }

    /** Stops all streams. When this returns, all rows read are acknowledged. */
    public List<StreamDefinition> stopAll() {
        List<StreamDefinition> stopped = changeAll(StreamDefinition::stopped);
        this.applied.await(stopped);
        return stopped;
    }

    /** Resets the position of a stream: its next start begins with the first row. */
    public void forgetPosition(String name) {
        applied(change(name, (definition) -> {
            refuse(definition, StreamState.RUNNING, Conflict.POSITION_IN_USE, "runs; stop it first");
            refuse(definition, StreamState.PAUSED, Conflict.POSITION_IN_USE, "is paused; stop it first");
            return definition.fromBeginning().stopped();
        }));
    }

    private StreamState stateOf(StreamDefinition definition) {
        return this.snapshots.of(definition).state();
    }

    private StreamPosition positionOf(StreamDefinition definition) {
        return this.snapshots.of(definition).position();
    }

    private void refuse(StreamDefinition definition, StreamState state, Conflict conflict, String why) {
        if (stateOf(definition) == state) {
            throw new StreamConflictException(conflict, "Stream '" + definition.name() + "' " + why);
        }
    }

    private StreamDefinition change(String name, UnaryOperator<StreamDefinition> change) {
        return exclusively(() -> {
            StreamDefinition before = find(name);
            StreamDefinition after = change.apply(before);
            return after.equals(before) ? before : store(after);
        });
    }

    private StreamDefinition applied(StreamDefinition definition) {
        this.applied.await(List.of(definition));
        return find(definition.name());
    }

    private List<StreamDefinition> changeAll(UnaryOperator<StreamDefinition> change) {
        return exclusively(() -> {
            List<StreamDefinition> all = new ArrayList<>();
            List<StreamDefinition> changed = new ArrayList<>();
            for (StreamDefinition before : this.definitions.all()) {
                StreamDefinition after = change.apply(before);
                (after.equals(before) ? all : changed).add(after);
            }
            all.addAll(changed.isEmpty() ? changed : this.definitions.commands().write(changed));
            return all;
        });
    }

    private StreamDefinition store(StreamDefinition definition) {
        return this.definitions.commands().write(List.of(definition)).get(0);
    }

    /**
     * Runs a command that no other command on streams or clocks overlaps, on any replica.
     */
    public <T> T exclusively(Supplier<T> command) {
        return this.commands.run(() -> this.definitions.commands().exclusively(command));
    }

    @Override
    public void close() {
        this.commands.close();
    }

    private Instant now() {
        return this.clock.instant();
    }

}
