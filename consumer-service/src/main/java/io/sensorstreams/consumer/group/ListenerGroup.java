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
 * Brings the listeners of one group to the state that is wanted, and keeps them there. A
 * start that fails and a thread that ends by itself are followed by another start, later
 * with each failure.
 * <p>
 * Thread-safe without a lock. Callers set what is wanted. The containers are started,
 * stopped, paused and resumed on the thread of the group only, one after the other, and a
 * caller waits for that with a bound. Everything that is shown is read from volatile
 * fields.
 */
public final class ListenerGroup {

    private static final Logger LOGGER = LoggerFactory.getLogger(ListenerGroup.class);

    /** How long a call waits for a start; the view shows how far it is. */
    private static final Duration START = Duration.ofSeconds(10);

    /** How long the threads may take to commit and end. */
    private static final Duration STOP = Duration.ofSeconds(20);

    private static final Duration CALL = STOP.plusSeconds(5);

    /** A start that lasts as long has succeeded. */
    private static final Duration LASTING = Duration.ofMinutes(1);

    private final String name;

    private final List<ListenerContainer> listeners;

    private final LoopWatch watch;

    private final Clock clock;

    private final RetryTimes retries;

    /** When all threads ran last; null while they do not. Of the group's thread. */
    private @Nullable Instant startedAt;

    /** Exists while it has something to do. */
    private final ThreadPoolExecutor thread;

    private volatile boolean wanted = true;

    private volatile boolean pauseWanted;

    private volatile boolean ready;

    private volatile boolean closed;

    /** Whether all threads have ended. */
    private volatile boolean ended = true;

    /** Watches the work of the group's thread; null while there is none. */
    private volatile LoopWatch.@Nullable Loop loop;

    private volatile @Nullable String reason = "The broker has not answered yet";

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

    /** Shows why the group cannot run yet. */
    void waitsFor(String what) {
        if (!isComplete()) {
            this.reason = what;
        }
    }

    /**
     * Takes note that broker and topics are there; {@link #supervise} starts the group.
     * @param partitions number of partitions of each topic
     */
    void ready(Map<String, Integer> partitions) {
        this.listeners.forEach((listener) -> listener.know(partitions));
        if (!this.ready) {
            this.reason = null;
            this.ready = true;
        }
    }

    /**
     * Starts the group, or takes note that it is to start when it is ready. A group that
     * waits for its next attempt tries at once.
     */
    void start() {
        this.wanted = true;
        await(() -> reconcile(true), START);
    }

    /** Stops the group; all rows are flushed and committed when its state is STOPPED. */
    void stop() {
        this.wanted = false;
        this.pauseWanted = false;
        await(() -> reconcile(true), CALL);
    }

    /** Pauses the group: it keeps its partitions, and commits what it has read. */
    void pause() {
        this.pauseWanted = true;
        await(() -> reconcile(false), CALL);
    }

    /** Ends a pause. */
    void resume() {
        this.pauseWanted = false;
        await(() -> reconcile(false), CALL);
    }

    /** Looks after the group: called from time to time, returns at once. */
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

    /** Whether the group is not yet, or no longer, in the state that is wanted. */
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
            // The work goes on, or the service stops; the view shows which.
            LOGGER.atDebug().addKeyValue("group", this.name).setCause(e).log("Not waited for the group");
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
     * Brings the listeners to what is wanted. On the thread of the group.
     * @param now whether a start that failed is tried again before it is due
     */
    private void reconcile(boolean now) {
        if (this.closed) {
            return;
        }
        if (!this.wanted) {
            halt();
            this.startedAt = null;
            this.retries.succeeded();
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

    /** Threads that end soon after each start are not started all the time. */
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

    /** The outermost frame of a start: whatever fails is tried again. */
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
        String why = "Cannot be started, is tried again: "
                + ((cause.getMessage() != null) ? cause.getMessage() : cause.toString());
        if (!why.equals(this.reason)) {
            LOGGER.atWarn()
                .addKeyValue("group", this.name)
                .addKeyValue("reason", cause.toString())
                .log("The group cannot be started and is tried again");
        }
        this.reason = why;
    }

    private void halt() {
        halt(this.listeners);
        this.ended = this.listeners.stream().noneMatch(ListenerContainer::hasThreads);
    }

    /** Threads of a listener that others of its threads are missing of. */
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
     * Takes note that one more thread runs: a start of many threads may take long, but
     * each of them may not.
     */
    void threadStarted() {
        LoopWatch.Loop current = this.loop;
        if (current != null) {
            current.advance();
        }
    }

    /**
     * Takes note that a thread ended by itself; {@link #supervise} starts another one.
     * @param why the same in a word
     */
    void threadEnded(String why) {
        if (this.wanted) {
            this.reason = "A thread of the group ended (" + why + "), the group is started again";
        }
    }

    /** Whether it has a listener of this id. */
    boolean hasListener(@Nullable String id) {
        return this.listeners.stream().anyMatch((listener) -> listener.spec().id().equals(id));
    }

    /** Changes nothing any more: the service stops and ends the threads by itself. */
    void close() {
        this.closed = true;
        this.thread.shutdown();
    }

    /**
     * Waits until the last change is made.
     * @return whether it is
     */
    boolean awaitClosed(Duration bound) throws InterruptedException {
        return this.thread.awaitTermination(bound.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether no thread of the group runs here. */
    public boolean isStopped() {
        return !this.wanted && this.ended;
    }

    /** Whether the group has a thread to run here, and nobody has stopped it. */
    public boolean isWanted() {
        return this.wanted && !this.listeners.isEmpty();
    }

    /** Threads that read. */
    public int threads() {
        return this.listeners.stream().mapToInt(ListenerContainer::threads).sum();
    }

    /** All partitions that could be read here, as far as they are known. */
    public Stream<PartitionKey> partitions() {
        return this.listeners.stream().flatMap(ListenerContainer::partitions);
    }

    public ListenerView view() {
        ListenerState state = state();
        String why = this.reason;
        if (state == ListenerState.WAITING && why == null) {
            why = "Is being started";
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
