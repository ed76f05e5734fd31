package io.sensorstreams.producer.run;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

import io.sensorstreams.producer.definition.StreamDefinition;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.definition.WantedState;
import io.sensorstreams.producer.pace.Pace;
import io.sensorstreams.producer.pace.Schedule;
import io.sensorstreams.producer.publish.Positions;
import io.sensorstreams.producer.publish.RowPublisher;
import io.sensorstreams.producer.publish.StreamStatus;
import io.sensorstreams.producer.publish.TopicRefusedException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the streams of one partition of {@code sensor-streams}: all streams, the open
 * ones, the order in which they send, and those with uncommitted rows. Owned by the
 * thread of the partition's runner; {@link #find} and {@link #all} may be called from any
 * thread.
 */
public final class PartitionStreams {

    private static final Logger LOGGER = LoggerFactory.getLogger(PartitionStreams.class);

    private final int partition;

    private final RunnerContext context;

    private final RowPublisher publisher;

    private final Executor runner;

    private final KnownPositions positions;

    private final Map<String, SensorStream> streams = new ConcurrentHashMap<>();

    private final Map<SensorStream, CompletableFuture<OpenedSource>> opening = new HashMap<>();

    private final Map<SensorStream, RunningStream> running = new HashMap<>();

    /**
     * Due time of the first row that was not committed because Kafka failed, by stream.
     */
    private final Map<SensorStream, Long> late = new HashMap<>();

    private final PriorityQueue<RunningStream> queue = new PriorityQueue<>(
            (one, other) -> Long.signum(one.turn() - other.turn()));

    private final Uncommitted uncommitted = new Uncommitted();

    private final Refusals refusals = new Refusals();

    private boolean ready;

    /**
     * Creates an empty set of streams.
     * @param runner runs a command on the owner's thread
     */
    PartitionStreams(int partition, RunnerContext context, RowPublisher publisher, Executor runner) {
        this.partition = partition;
        this.context = context;
        this.publisher = publisher;
        this.runner = runner;
        this.positions = new KnownPositions(context.positions());
    }

    public Optional<SensorStream> find(String name) {
        return Optional.ofNullable(this.streams.get(name));
    }

    public Collection<SensorStream> all() {
        return this.streams.values();
    }

    boolean hasUncommitted() {
        return !this.uncommitted.isEmpty();
    }

    /** Whether any stream is in state RUNNING. */
    boolean wantToRun() {
        return this.streams.values().stream().anyMatch((stream) -> stream.state() == StreamState.RUNNING);
    }

    /**
     * When the next stream sends, on the scale of {@link System#nanoTime()}; empty when
     * none is open.
     */
    Optional<Long> nextTurn() {
        return Optional.ofNullable(this.queue.peek()).map(RunningStream::turn);
    }

    /** Applies the current definition of a stream. The stream has no uncommitted rows. */
    void follow(String name) {
        Optional<StreamDefinition> definition = this.context.definitions().find(name);
        SensorStream stream = this.streams.get(name);
        if (definition.isEmpty()) {
            if (stream != null) {
                remove(stream);
            }
        }
        else if (stream == null) {
            stream = new SensorStream(definition.get(), this.positions.find(name));
            this.streams.put(name, stream);
            run(stream);
        }
        else if (!definition.get().equals(stream.definition())) {
            redefine(stream, definition.get());
            run(stream);
        }
    }

    private void remove(SensorStream stream) {
        close(stream);
        this.opening.remove(stream);
        this.late.remove(stream);
        this.streams.remove(stream.name());
        this.uncommitted.remove(stream);
        this.positions.keep(stream.committed());
        LOGGER.atInfo().addKeyValue("stream", stream.name()).log("Stream deleted");
    }

    private void redefine(SensorStream stream, StreamDefinition definition) {
        StreamDefinition before = stream.definition();
        RunningStream open = this.running.get(stream);
        if (open != null) {
            this.queue.remove(open);
        }
        stream.define(definition);
        stream.idle();
        this.opening.remove(stream);
        this.late.remove(stream);
        boolean sameRows = definition.origin().equals(before.origin())
                && definition.spec().withPace(before.spec().pace()).equals(before.spec());
        if (!sameRows || definition.wanted() == WantedState.STOPPED) {
            close(stream);
        }
        if (stream.state() == StreamState.FAILED) {
            // The stored failure belongs to the old definition.
            this.uncommitted.tell(stream);
        }
        LOGGER.atInfo()
            .addKeyValue("stream", stream.name())
            .addKeyValue("state", stream.state())
            .addKeyValue("row", stream.committed().row())
            .log("Stream changed");
    }

    private void run(SensorStream stream) {
        if (!this.ready || stream.state() != StreamState.RUNNING) {
            return;
        }
        RunningStream open = this.running.get(stream);
        if (open != null) {
            long now = System.nanoTime();
            Pace pace = stream.definition().spec().pace();
            open.repace(schedule(stream, now, now), !(pace instanceof Pace.Unlimited), now);
            this.queue.add(open);
        }
        else if (!this.opening.containsKey(stream)) {
            Long due = this.late.remove(stream);
            // One nanosecond early: some schedules begin after their start.
            open(stream, (now) -> schedule(stream, (due != null) ? due - 1 : now, now));
        }
    }

    private Schedule schedule(SensorStream stream, long start, long now) {
        InstantSource clock = InstantSource.offset(this.context.clock(), Duration.ofNanos(start - now));
        return stream.definition().spec().pace().schedule(clock, start);
    }

    private void open(SensorStream stream, LongFunction<Schedule> schedule) {
        CompletableFuture<OpenedSource> opened = this.context.opener()
            .open(stream.definition().spec(), stream.progress().position());
        this.opening.put(stream, opened);
        var unused = opened.whenCompleteAsync((source, failure) -> {
            if (!this.opening.remove(stream, opened)) {
                close(source);
            }
            else if (failure != null) {
                notOpened(stream, (failure.getCause() != null) ? failure.getCause() : failure);
            }
            else {
                opened(stream, source, schedule);
            }
        }, this.runner);
    }

    private void notOpened(SensorStream stream, Throwable failure) {
        if (failure instanceof KafkaException && !(failure instanceof TopicRefusedException)) {
            stream.waitsFor("Waits for Kafka: " + failure.getMessage());
            this.uncommitted.tell(stream);
            CompletableFuture
                .delayedExecutor(this.context.properties().retry().toMillis(), TimeUnit.MILLISECONDS, this.runner)
                .execute(() -> openAgain(stream));
        }
        else {
            fail(stream, failure);
        }
    }

    /**
     * The stream may have been deleted meanwhile, or opened after a command or a failure.
     */
    private void openAgain(SensorStream stream) {
        if (this.streams.get(stream.name()) == stream && !this.running.containsKey(stream)) {
            run(stream);
        }
    }

    private void opened(SensorStream stream, OpenedSource source, LongFunction<Schedule> schedule) {
        if (!this.ready || stream.state() != StreamState.RUNNING) {
            close(source);
            return;
        }
        long now = System.nanoTime();
        RunningStream open = new RunningStream(stream, source,
                this.publisher.rows(stream.definition().spec().delivery(), this.refusals.of(stream)),
                schedule.apply(now), this.publisher.limit());
        this.running.put(stream, open);
        try {
            open.begin(now);
            if (stream.lastError() != null) {
                stream.waitsNoMore();
                this.uncommitted.tell(stream);
            }
            goOn(open);
        }
        catch (IOException | RuntimeException e) {
            fail(stream, e);
        }
    }

    /**
     * Sends rows of the stream that is due first.
     * @throws KafkaException when Kafka failed; the transaction is void
     */
    void sendNext(long now) {
        RunningStream next = this.queue.remove();
        this.uncommitted.add(next.stream());
        try {
            next.advance(now);
            goOn(next);
        }
        catch (KafkaException e) {
            throw e;
        }
        catch (IOException | StreamFailedException | RuntimeException e) {
            fail(next.stream(), e);
        }
    }

    private void goOn(RunningStream open) {
        SensorStream stream = open.stream();
        if (open.isPassOver()) {
            stream.progress().nextRun();
            close(stream);
            open(stream, (now) -> open.schedule().nextPass());
        }
        else if (open.isOver()) {
            this.uncommitted.add(stream);
            close(stream);
        }
        else {
            this.queue.add(open);
        }
    }

    private void fail(SensorStream stream, Throwable cause) {
        String reason = (cause instanceof IOException || cause instanceof StreamFailedException
                || cause instanceof TopicRefusedException) ? String.valueOf(cause.getMessage()) : cause.toString();
        close(stream);
        LOGGER.atWarn()
            .addKeyValue("stream", stream.name())
            .addKeyValue("row", stream.progress().position().row())
            .setCause(reason.equals(cause.toString()) ? cause : null)
            .log("Stream failed: {}", reason);
        this.uncommitted.fail(stream, reason);
    }

    /** Creates the records that store position and report of the uncommitted streams. */
    List<ProducerRecord<byte[], byte[]>> statuses() {
        return this.uncommitted.statuses(this.context.clock().instant())
            .stream()
            .map((status) -> Positions.record(status, this.partition))
            .toList();
    }

    /** Marks all sent rows as acknowledged; called after the commit. */
    void acknowledge() {
        this.uncommitted.acknowledge((stream, acknowledged) -> {
            this.context.metrics().acknowledged(stream.definition().spec().topic(), acknowledged);
            RunningStream open = this.running.get(stream);
            if (open != null) {
                open.acknowledged();
            }
            else if (stream.state() == StreamState.COMPLETED) {
                LOGGER.atInfo()
                    .addKeyValue("stream", stream.name())
                    .addKeyValue("rows", stream.committed().rowsSent())
                    .addKeyValue("rejected", stream.committed().rowsRejected())
                    .log("Stream completed");
            }
        });
    }

    /**
     * Moves every stream to its stored position. All positions are read, and no stream is
     * open.
     */
    void readPositions() {
        this.positions.caughtUp();
        this.streams.forEach((name, stream) -> stream.goOnFrom(this.positions.find(name)));
    }

    /** Opens the sources of all running streams; called when the publisher is open. */
    void begin() {
        this.ready = true;
        this.refusals.clear();
        for (SensorStream stream : this.streams.values()) {
            stream.waitsNoMore();
            Optional<StreamStatus> stored = this.context.positions().status(stream.name());
            if (!stream.isToldBy(stored.map(StreamStatus::report))) {
                this.uncommitted.tell(stream);
            }
            run(stream);
        }
    }

    /**
     * Closes all streams until {@link #begin}, after Kafka failed. Streams with rows that
     * Kafka refuses permanently fail.
     * @param reason what the other streams wait for
     * @return whether such streams caused the failure
     */
    boolean suspend(String reason) {
        this.ready = false;
        this.running.forEach((stream, open) -> this.late.put(stream, open.firstOpenDue()));
        List.copyOf(this.running.keySet()).forEach(this::close);
        this.opening.clear();
        this.uncommitted.clear();
        Map<SensorStream, String> refused = this.refusals.take();
        refused.forEach((stream, why) -> fail(stream, new StreamFailedException(why)));
        this.streams.values()
            .stream()
            .filter((stream) -> stream.state() == StreamState.RUNNING)
            .forEach((stream) -> stream.waitsFor(reason));
        this.context.opener().forgetTopics();
        return !refused.isEmpty();
    }

    private void close(SensorStream stream) {
        RunningStream open = this.running.remove(stream);
        if (open != null) {
            this.queue.remove(open);
            stream.idle();
            close(open);
        }
    }

    private static void close(@Nullable OpenedSource source) {
        if (source != null) {
            close(source.rows());
        }
    }

    private static void close(Closeable rows) {
        try {
            rows.close();
        }
        catch (IOException e) {
            LOGGER.atDebug().setCause(e).log("Closing a source failed; all its rows were read");
        }
    }

}
