package io.sensorstreams.consumer.group;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.consumer.sink.PartitionKey;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

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

    /** How long the threads may take to commit and end. */
    private static final Duration STOP = Duration.ofSeconds(20);

    private static final Duration CALL = STOP.plusSeconds(5);

    /** A start has succeeded when the threads run for this long. */
    private static final Duration LASTING = Duration.ofMinutes(1);

    private final String name;

    private final List<ListenerContainer> listeners;

    private final LoopWatch watch;

    private final Clock clock;

    private final RetryTimes retries;

    /**
     * When all threads were last started; null while they do not run. Owned by the
     * group's thread.
     */
    private @Nullable Instant startedAt;

    /** Ends when it has nothing to do, and is started again when needed. */
    private final ThreadPoolExecutor thread;

    private volatile boolean wanted = true;

    private volatile boolean pauseWanted;

    private volatile boolean ready;

    private volatile boolean closed;

    /** Whether all threads have ended. */
    private volatile boolean ended = true;

    /** Watches the work of the group's thread; null while there is none. */
    private volatile LoopWatch.@Nullable Loop loop;

    private volatile @Nullable String reason;

    /** Why the topics cannot be used; null when they can. */
    private volatile @Nullable String topicsReason = "The broker has not answered yet";

    public ListenerGroup(String name, List<ListenerContainer> listeners, LoopWatch watch, Clock clock) {
        this.name = name;
        this.listeners = List.copyOf(listeners);
        this.watch = watch;
        this.clock = clock;
        this.retries = new RetryTimes(clock);
        CustomizableThreadFactory threads = new CustomizableThreadFactory("group-" + name + "-");
        threads.setDaemon(true);
        this.thread = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        this.thread.allowCoreThreadTimeOut(true);
    }

    public String name() {
        return this.name;
    }

    /** Sets the reason why the group cannot run yet. */
    void waitsFor(String what) {
        if (!isComplete()) {
            this.topicsReason = what;
        }
    }

    /**
     * Marks the broker and the topics as available; {@link #supervise} starts the group.
     * @param partitions number of partitions of each topic
     */
    void ready(Map<String, Integer> partitions) {
        this.listeners.forEach((listener) -> listener.know(partitions));
        this.topicsReason = null;
        this.ready = true;
    }

    /**
     * Starts the group, or requests a start for when it is ready. A group that waits for
     * its next attempt is started at once.
     */
    void start() {
        this.wanted = true;
        await(() -> reconcile(true), START);
    }

    /** Stops the group. When its state is STOPPED, all rows are flushed and committed. */
    void stop() {
        this.wanted = false;
        this.pauseWanted = false;
        await(() -> reconcile(true), CALL);
    }

    /** Pauses the group: it keeps its partitions and commits what it has read. */
    void pause() {
        this.pauseWanted = true;
        await(() -> reconcile(false), CALL);
    }

    /** Resumes the group. */
    void resume() {
        this.pauseWanted = false;
        await(() -> reconcile(false), CALL);
    }

    /** Reconciles the group if necessary. Called at intervals; returns at once. */
    void supervise() {
        if (isBehind() && this.thread.getActiveCount() == 0 && this.thread.getQueue().isEmpty()) {
            try {
                this.thread.execute(() -> watched(() -> reconcile(false)));
            }
            catch (RejectedExecutionException e) {
                LOGGER.atDebug().addKeyValue("group", this.name).log("The service stops");
            }
        }
    }

    /** Whether the group has not reached the requested state, or has left it. */
    boolean isBehind() {
        return this.wanted ? this.ready && !isComplete() : !this.ended;
    }

    private boolean isComplete() {
        return this.listeners.stream().allMatch(ListenerContainer::isComplete);
    }

    private void await(Runnable work, Duration bound) {
        try {
            Future<?> done = this.thread.submit(() -> watched(work));
            done.get(bound.toMillis(), TimeUnit.MILLISECONDS);
        }
        catch (TimeoutException | RejectedExecutionException e) {
            // The work continues or the service stops; the view shows which.
            LOGGER.atDebug()
                .addKeyValue("group", this.name)
                .setCause(e)
                .log("Did not wait for the change of the group");
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void watched(Runnable work) {
        try (LoopWatch.Loop current = this.watch.start(Thread.currentThread().getName())) {
            current.tick();
            this.loop = current;
            work.run();
        }
        finally {
            this.loop = null;
        }
    }

    /**
     * Brings the listeners to the requested state. Called on the thread of the group.
     * @param now whether a failed start is repeated before it is due
     */
    private void reconcile(boolean now) {
        if (this.closed) {
            return;
        }
        if (!this.wanted) {
            halt();
            this.startedAt = null;
            this.retries.succeeded();
            this.topicsReason = null;
            this.reason = this.ended ? null : "Its threads have not ended yet; what they have read is not committed";
        }
        else if (this.ready && !isComplete()) {
            judgeLastStart();
            if (now || this.retries.isDue()) {
                bringUp();
            }
        }
        this.listeners.forEach((listener) -> listener.pause(this.pauseWanted));
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
            haltIncomplete();
            this.ended = false;
            for (ListenerContainer listener : this.listeners) {
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
            haltIncomplete();
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

    private void halt() {
        halt(this.listeners);
        this.ended = this.listeners.stream().noneMatch(ListenerContainer::hasThreads);
    }

    /** Stops the remaining threads of listeners of which a thread has ended. */
    private void haltIncomplete() {
        halt(this.listeners.stream().filter((listener) -> !listener.isComplete()).toList());
    }

    private static void halt(List<ListenerContainer> stopped) {
        long deadline = System.nanoTime() + STOP.toNanos();
        List<CountDownLatch> running = stopped.stream()
            .filter(ListenerContainer::hasThreads)
            .map(ListenerContainer::signalStop)
            .toList();
        try {
            for (CountDownLatch end : running) {
                if (!end.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    return;
                }
            }
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Reports progress to the watch: a start of many threads may take long, but the start
     * of each thread may not.
     */
    void threadStarted() {
        LoopWatch.Loop current = this.loop;
        if (current != null) {
            current.advance();
        }
    }

    /**
     * Handles the unexpected end of a thread; {@link #supervise} starts a new one.
     * @param why reason, in one word
     */
    void threadEnded(String why) {
        if (this.wanted) {
            this.reason = "A thread of the group ended (" + why + "), the group is restarted";
        }
    }

    /** Whether the group has a listener with this id. */
    boolean hasListener(@Nullable String id) {
        return this.listeners.stream().anyMatch((listener) -> listener.spec().id().equals(id));
    }

    /** Accepts no more changes: the service stops, and Spring ends the threads. */
    void close() {
        this.closed = true;
        this.thread.shutdown();
    }

    /**
     * Waits until the last change is complete.
     * @return whether it is complete
     */
    boolean awaitClosed(Duration bound) throws InterruptedException {
        return this.thread.awaitTermination(bound.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether the group is stopped and none of its threads runs on this instance. */
    public boolean isStopped() {
        return !this.wanted && this.ended;
    }

    /** Whether the group has threads on this instance and is not stopped. */
    public boolean isWanted() {
        return this.wanted && !this.listeners.isEmpty();
    }

    /** Number of running threads. */
    public int threads() {
        return this.listeners.stream().mapToInt(ListenerContainer::threads).sum();
    }

    /** Partitions that this instance may read, as far as they are known. */
    public Stream<PartitionKey> partitions() {
        return this.listeners.stream().flatMap(ListenerContainer::partitions);
    }

    public ListenerView view() {
        ListenerState state = state();
        String topics = this.topicsReason;
        String why = (topics != null) ? topics : this.reason;
        if (state == ListenerState.WAITING && why == null) {
            why = "Starting";
        }
        return new ListenerView(this.name,
                this.listeners.stream().flatMap((listener) -> listener.spec().topics().stream()).toList(), state,
                threads(),
                this.listeners.stream()
                    .flatMap(ListenerContainer::assigned)
                    .map(TopicPartition::toString)
                    .sorted()
                    .toList(),
                (state == ListenerState.RUNNING) ? null : why);
    }

    private ListenerState state() {
        if (!this.wanted) {
            return this.ended ? ListenerState.STOPPED : ListenerState.STOPPING;
        }
        if (!this.ready || !isComplete()) {
            return ListenerState.WAITING;
        }
        return this.pauseWanted ? ListenerState.PAUSED : ListenerState.RUNNING;
    }

}
