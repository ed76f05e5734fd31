package io.sensorstreams.producer.stream;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.sensorstreams.producer.pace.Pace;
import io.sensorstreams.producer.publish.StreamPosition;
import io.sensorstreams.producer.source.DataDirectory;
import io.sensorstreams.producer.stream.StreamConflictException.Conflict;

/**
 * What can be asked of streams. A command changes what is wanted of a stream, stores
 * that, and, where it promises that nothing is on its way any more, waits for the
 * stream's runner. Thread-safe.
 */
final class StreamRegistry {

    private final StreamTopic definitions;

    private final StreamRunners runners;

    private final StreamViews views;

    private final DataDirectory directory;

    private final StreamProperties properties;

    private final InstantSource clock = InstantSource.system();

    /** Between looking at a definition and storing another nobody else may store one. */
    private final ReentrantLock writing = new ReentrantLock(true);

    StreamRegistry(StreamTopic definitions, StreamRunners runners, StreamViews views, DataDirectory directory,
            StreamProperties properties) {
        this.definitions = definitions;
        this.runners = runners;
        this.views = views;
        this.directory = directory;
        this.properties = properties;
    }

    /** All streams, by name. */
    List<StreamView> all() {
        return views(this.definitions.all());
    }

    private List<StreamView> views(Collection<StreamDefinition> shown) {
        return shown.stream().sorted(Comparator.comparing(StreamDefinition::name)).map(this.views::view).toList();
    }

    StreamView find(String name) {
        return this.views.view(existing(name));
    }

    StreamPosition position(String name) {
        return this.views.positionOf(existing(name));
    }

    /**
     * Creates a stream.
     * @throws StreamConflictException when the name is taken
     * @throws InvalidStreamException when its source cannot be opened
     */
    StreamView create(StreamSpec spec) {
        check(spec);
        return this.views.view(exclusively(() -> {
            if (this.definitions.find(spec.name()).isPresent()) {
                throw new StreamConflictException(Conflict.STREAM_EXISTS,
                        "There is a stream '" + spec.name() + "' already; replace it with PUT, or delete it first");
            }
            return store(StreamDefinition.create(spec, now()));
        }));
    }

    /**
     * Creates a stream or gives it another spec; it stays stopped then. The position is
     * kept if it means the same row in the new source.
     * @return empty when the stream was created
     */
    Optional<StreamView> replace(StreamSpec spec) {
        check(spec);
        Optional<StreamDefinition> replaced = exclusively(() -> {
            Optional<StreamDefinition> before = this.definitions.find(spec.name());
            before.ifPresent((definition) -> refuse(definition, StreamState.RUNNING, Conflict.STREAM_RUNNING,
                    "runs; stop it before replacing it"));
            store(before.map((definition) -> definition.withSpec(spec).stopped())
                .orElseGet(() -> StreamDefinition.create(spec, now())));
            return before;
        });
        settle(List.of(spec.name()));
        return replaced.map((before) -> find(spec.name()));
    }

    private void check(StreamSpec spec) {
        Map<String, String> errors = new HashMap<>();
        spec.source()
            .faults(this.directory, spec.topic())
            .forEach((field, reason) -> errors.put("source." + field, reason));
        if (!errors.isEmpty()) {
            throw new InvalidStreamException(errors);
        }
    }

    /** Stops a stream and forgets it; its runs are never used again. */
    void delete(String name) {
        exclusively(() -> {
            this.definitions.delete(existing(name).name());
            return name;
        });
        settle(List.of(name));
    }

    /**
     * Lets a stream run; one that runs is left alone.
     * @throws StreamConflictException when it has sent everything
     */
    StreamView start(String name) {
        return change(name, this::started);
    }

    /**
     * Lets a stream run from its first row, as a new run; one that runs is left alone.
     */
    StreamView startFromBeginning(String name) {
        return change(name, (definition) -> (this.views.stateOf(definition) == StreamState.RUNNING) ? definition
                : definition.fromBeginning().started(now()));
    }

    private StreamDefinition started(StreamDefinition definition) {
        refuseCompleted(definition);
        return (this.views.stateOf(definition) == StreamState.RUNNING) ? definition : definition.started(now());
    }

    /** Stops a stream; when this returns, all that was read is acknowledged. */
    StreamView stop(String name) {
        change(name, this::stopped);
        settle(List.of(name));
        return find(name);
    }

    private StreamDefinition stopped(StreamDefinition definition) {
        return (definition.wanted() == WantedState.STOPPED) ? definition : definition.stopped();
    }

    /** Like {@link #stop}, but ready to go on at once. */
    StreamView pause(String name) {
        change(name, (definition) -> {
            refuseCompleted(definition);
            return (definition.wanted() == WantedState.PAUSED) ? definition : definition.paused();
        });
        settle(List.of(name));
        return find(name);
    }

    /** Changes a stream's pace, from the next row on. */
    StreamView changePace(String name, Pace pace) {
        return change(name, (definition) -> definition.withSpec(definition.spec().withPace(pace)));
    }

    /** Starts all streams that have something left to send. */
    List<StreamView> startAll() {
        return views(changeAll((definition) -> (this.views.stateOf(definition) == StreamState.COMPLETED) ? definition
                : started(definition)));
    }

    /** Stops all streams; when this returns, all that was read is acknowledged. */
    List<StreamView> stopAll() {
        List<StreamDefinition> stopped = changeAll(this::stopped);
        settle(stopped.stream().map(StreamDefinition::name).toList());
        return views(stopped);
    }

    /** Has a stream begin with its first row when it is started next. */
    void forgetPosition(String name) {
        change(name, (definition) -> {
            refuse(definition, StreamState.RUNNING, Conflict.POSITION_IN_USE, "runs; stop it first");
            refuse(definition, StreamState.PAUSED, Conflict.POSITION_IN_USE, "is paused; stop it first");
            return definition.fromBeginning().stopped();
        });
        settle(List.of(name));
    }

    private void refuseCompleted(StreamDefinition definition) {
        refuse(definition, StreamState.COMPLETED, Conflict.STREAM_COMPLETED,
                "has sent everything; start it with ?from=beginning to send it again");
    }

    private void refuse(StreamDefinition definition, StreamState state, Conflict conflict, String why) {
        if (this.views.stateOf(definition) == state) {
            throw new StreamConflictException(conflict, "Stream '" + definition.name() + "' " + why);
        }
    }

    private StreamDefinition existing(String name) {
        return this.definitions.find(name).orElseThrow(() -> new StreamNotFoundException(name));
    }

    private StreamView change(String name, UnaryOperator<StreamDefinition> change) {
        return this.views.view(exclusively(() -> {
            StreamDefinition before = existing(name);
            StreamDefinition after = change.apply(before);
            return after.equals(before) ? before : store(after);
        }));
    }

    private List<StreamDefinition> changeAll(UnaryOperator<StreamDefinition> change) {
        return exclusively(() -> {
            List<StreamDefinition> all = new ArrayList<>(this.definitions.all());
            List<StreamDefinition> changed = new ArrayList<>();
            all.replaceAll((before) -> {
                StreamDefinition after = change.apply(before);
                if (!after.equals(before)) {
                    changed.add(after);
                }
                return after;
            });
            this.definitions.write(changed);
            return all;
        });
    }

    private StreamDefinition store(StreamDefinition definition) {
        this.definitions.write(List.of(definition));
        return definition;
    }

    private <T> T exclusively(Supplier<T> command) {
        return waiting((millis) -> {
            if (!this.writing.tryLock(millis, TimeUnit.MILLISECONDS)) {
                throw new TimeoutException("other commands wait for it, too");
            }
            try {
                return command.get();
            }
            finally {
                this.writing.unlock();
            }
        }, this.properties.commandTimeout().toMillis());
    }

    /** Waits until the runners have done what is wanted of the streams. */
    private void settle(List<String> names) {
        List<CompletableFuture<Void>> settled = names.stream()
            .map(this.runners::runnerOf)
            .flatMap(Optional::stream)
            .distinct()
            .map(PartitionRunner::settled)
            .toList();
        CompletableFuture<Void> all = CompletableFuture.allOf(settled.toArray(CompletableFuture[]::new));
        waiting((millis) -> all.get(millis, TimeUnit.MILLISECONDS), this.properties.stopTimeout().toMillis());
    }

    /** Something that waits for Kafka. */
    @FunctionalInterface
    private interface Waiting<T> {

        T await(long millis) throws InterruptedException, ExecutionException, TimeoutException;

    }

    private static <T> T waiting(Waiting<T> waiting, long millis) {
        try {
            return waiting.await(millis);
        }
        catch (ExecutionException e) {
            throw new BrokerUnavailableException(String.valueOf(e.getCause()), e);
        }
        catch (TimeoutException e) {
            throw new BrokerUnavailableException("no answer within " + millis + " ms (" + e.getMessage() + ")", e);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerUnavailableException("the service stops", e);
        }
    }

    private Instant now() {
        return this.clock.instant();
    }

}
