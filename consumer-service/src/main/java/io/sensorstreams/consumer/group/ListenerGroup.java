package io.sensorstreams.consumer.group;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.sensorstreams.common.access.PollRefusals;
import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.consumer.sink.PartitionKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.NestedExceptionUtils;

/**
 * Brings the listeners of one group to the requested state and keeps them there. After a
 * failed start or the unexpected end of a thread, the group is started again, with a
 * delay that grows with each failure.
 * <p>
 * Thread-safe without a lock. Callers set the requested state. The containers are
 * started, stopped, paused and resumed one after the other, only on the thread of the
 * group; a caller waits for that with a bound. Status methods read volatile fields.
 */
public final class ListenerGroup {

    private static final Logger LOGGER = LoggerFactory.getLogger(ListenerGroup.class);

    /** How long a call waits for a start; afterwards the view shows the progress. */
    private static final Duration START = Duration.ofSeconds(10);

    /** How long the threads may take to commit and end, so that a call has an answer. */
    private static final Duration STOP = Duration.ofSeconds(20);

    /** How long a call waits for a stop, a pause or a resume. */
    private static final Duration CALL = STOP.plusSeconds(5);

    /** A start has succeeded when the threads run for this long. */
    private static final Duration LASTING = Duration.ofMinutes(1);

    private final String name;

    private final ListenerContainers listeners;

    private final GroupThread thread;

    private final Clock clock;

    private final RetryTimes retries;

    /** When all threads were last started; null while they do not run. */
    private @Nullable Instant startedAt;

    private volatile boolean wanted = true;

    private volatile boolean pauseWanted;

    private volatile boolean ready;

    private volatile boolean closed;

    /** Whether all threads have ended. */
    private volatile boolean ended = true;

    /** Why the threads do not run although the topics can be used, or have not ended. */
    private volatile @Nullable String reason;

    /** Why the topics cannot be used; null when they can. */
    private volatile @Nullable String topicsReason = "The broker has not answered yet";

    public ListenerGroup(String name, List<ListenerContainer> listeners, PollRefusals refusals, LoopWatch watch,
            Clock clock) {
        this(name, new ListenerContainers(listeners, STOP, () -> refusals.of(name)), watch, clock);
    }

    ListenerGroup(String name, ListenerContainers listeners, LoopWatch watch, Clock clock) {
        this.name = name;
        this.listeners = listeners;
        this.thread = new GroupThread(name, watch);
        this.clock = clock;
        this.retries = new RetryTimes(clock);
    }

    public String name() {
        return this.name;
    }

    void waitsFor(String what) {
        if (!this.listeners.isComplete()) {
            this.topicsReason = what;
        }
    }

    /** Marks broker and topics as available; {@link #supervise} starts the group. */
    void ready(Map<String, Integer> partitions) {
        this.listeners.know(partitions);
        this.topicsReason = null;
        this.ready = true;
    }

    /** Starts the group as soon as it is ready, without waiting for its next attempt. */
    void start() {
        this.wanted = true;
        this.thread.await(() -> reconcile(true), START);
    }

    /** Stops the group. When its state is STOPPED, all rows are flushed and committed. */
    void stop() {
        this.wanted = false;
        this.pauseWanted = false;
        this.thread.await(() -> reconcile(true), CALL);
    }

    /** Pauses the group: it keeps its partitions and commits what it has read. */
    void pause() {
        this.pauseWanted = true;
        this.thread.await(() -> reconcile(false), CALL);
    }

    void resume() {
        this.pauseWanted = false;
        this.thread.await(() -> reconcile(false), CALL);
    }

    /** Reconciles the group if necessary. Called at intervals; returns at once. */
    void supervise() {
        if (isBehind()) {
            this.thread.runIfIdle(() -> reconcile(false));
        }
    }

    /** Whether the group has not reached the requested state, or has left it. */
    boolean isBehind() {
        return this.wanted ? this.ready && !this.listeners.isComplete() : !this.ended;
    }

    /** Brings the listeners to the requested state. Called on the thread of the group. */
    private void reconcile(boolean now) {
        if (this.closed) {
            return;
        }
        if (!this.wanted) {
            this.listeners.stop();
            this.ended = !this.listeners.hasThreads();
            this.startedAt = null;
            this.retries.succeeded();
            this.topicsReason = null;
            this.reason = this.ended ? null : "Its threads have not ended yet; what they have read is not committed";
        }
        else if (this.ready && !this.listeners.isComplete()) {
            judgeLastStart();
            if (now || this.retries.isDue()) {
                bringUp();
            }
        }
        this.listeners.pause(this.pauseWanted);
    }

    /** Delays the next start if threads ended soon after the last one. */
    private void judgeLastStart() {
        Instant last = this.startedAt;
        this.startedAt = null;
        if (last != null && last.plus(LASTING).isAfter(this.clock.instant())) {
            this.retries.failed();
        }
        else if (last != null) {
            this.retries.succeeded();
        }
    }

    /** Starts the listeners. Catches every failure, because the start is retried. */
    private void bringUp() {
        try {
            this.listeners.stopIncomplete();
            this.ended = false;
            for (ListenerContainer listener : this.listeners.all()) {
                if (!listener.isComplete() && !this.closed) {
                    listener.start(this.pauseWanted);
                }
            }
            LOGGER.atInfo().addKeyValue("group", this.name).log("Group started");
            this.reason = null;
            this.startedAt = this.clock.instant();
        }
        catch (RuntimeException | Error e) {
            failed(e);
            this.listeners.stopIncomplete();
        }
    }

    private void failed(Throwable failure) {
        this.retries.failed();
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
        String why = "Start failed and will be tried again: "
                + ((cause.getMessage() != null) ? cause.getMessage() : cause.toString());
        if (!why.equals(this.reason)) {
            LOGGER.atWarn()
                .addKeyValue("group", this.name)
                .addKeyValue("reason", cause.toString())
                .log("Start of the group failed and will be tried again");
        }
        this.reason = why;
    }

    void threadStarted() {
        this.thread.advance();
    }

    /** Handles the unexpected end of a thread; {@link #supervise} starts a new one. */
    void threadEnded(String why) {
        if (this.wanted) {
            this.reason = "A thread of the group ended (" + why + "), the group is restarted";
        }
    }

    boolean hasListener(@Nullable String id) {
        return this.listeners.has(id);
    }

    /** Accepts no more changes: the service stops, and Spring ends the threads. */
    void close() {
        this.closed = true;
        this.thread.close();
    }

    /** Whether the last change is complete, after waiting for it. */
    boolean awaitClosed(Duration bound) throws InterruptedException {
        return this.thread.awaitClosed(bound);
    }

    /** Whether the group is stopped and none of its threads runs on this instance. */
    public boolean isStopped() {
        return !this.wanted && this.ended;
    }

    /** Whether the group has threads on this instance and is not stopped. */
    public boolean isWanted() {
        return this.wanted && !this.listeners.all().isEmpty();
    }

    public int threads() {
        return this.listeners.threads();
    }

    /** Partitions that this instance may read, as far as they are known. */
    public Stream<PartitionKey> partitions() {
        return this.listeners.partitions();
    }

    public ListenerView view() {
        ListenerState state = state();
        String topics = this.topicsReason;
        String why = (topics != null) ? topics : this.listeners.refusal().get().orElse(this.reason);
        if (state == ListenerState.WAITING && why == null) {
            why = "Starting";
        }
        return new ListenerView(this.name, this.listeners.topics(), state, threads(), this.listeners.assigned(),
                (state == ListenerState.RUNNING) ? null : why, null);
    }

    private ListenerState state() {
        if (!this.wanted) {
            return this.ended ? ListenerState.STOPPED : ListenerState.STOPPING;
        }
        if (!this.ready || !this.listeners.isComplete() || this.listeners.refusal().get().isPresent()) {
            return ListenerState.WAITING;
        }
        return this.pauseWanted ? ListenerState.PAUSED : ListenerState.RUNNING;
    }

}
