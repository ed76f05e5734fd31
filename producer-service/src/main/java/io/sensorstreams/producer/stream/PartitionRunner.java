package io.sensorstreams.producer.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.producer.publish.RowPublisher;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the streams of one partition of {@code sensor-streams} on a thread of its own:
 * takes commands, sends rows that are due, commits them with the positions behind them. A
 * transaction is never open while the thread waits.
 * <p>
 * When Kafka fails, everything sent since the last commit is void; the streams go on at
 * their stored positions as soon as Kafka answers.
 */
final class PartitionRunner {

    private static final Logger LOGGER = LoggerFactory.getLogger(PartitionRunner.class);

    private static final long NEVER = TimeUnit.HOURS.toNanos(1);

    /** Commits may take this part of the time when rows fall due one by one. */
    private static final int COMMIT_SHARE = 4;

    private static final int MAX_BACKOFF = 10;

    /** Longer than a replica needs to learn that it was put out of the group. */
    private static final int FENCED_BACKOFF = 10;

    private final int partition;

    private final RunnerTools tools;

    private final RowPublisher publisher;

    private final PartitionStreams streams;

    private final BlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();

    private final List<CompletableFuture<Void>> settling = new ArrayList<>();

    private final Thread thread;

    private volatile boolean stopping;

    private volatile boolean ended;

    private boolean loaded;

    private long notBefore = System.nanoTime();

    private int failures;

    private long transactionStart;

    /**
     * Creates the runner of a partition; {@link #start} lets it run.
     * @param partition the partition
     * @param tools what it works with
     * @param publisher its own, closed
     */
    PartitionRunner(int partition, RunnerTools tools, RowPublisher publisher) {
        this.partition = partition;
        this.tools = tools;
        this.publisher = publisher;
        this.streams = new PartitionStreams(partition, tools, publisher, this.mailbox::add);
        this.thread = new Thread(this::run, "streams-" + partition);
    }

    PartitionStreams streams() {
        return this.streams;
    }

    void start() {
        this.thread.start();
    }

    /** Looks at what is wanted of a stream now. */
    void changed(String stream) {
        this.mailbox.add(() -> this.streams.follow(stream));
    }

    /**
     * Waits for everything that was asked before.
     * @return is done when all that was read is acknowledged, or fails with the reason
     */
    CompletableFuture<Void> settled() {
        CompletableFuture<Void> settled = new CompletableFuture<>();
        this.mailbox.add(() -> this.settling.add(settled));
        if (this.ended) {
            settled.complete(null);
        }
        return settled;
    }

    private void run() {
        while (!this.stopping) {
            try {
                turn();
            }
            catch (InterruptException | InterruptedException e) {
                this.stopping = true;
            }
            catch (KafkaException | TimeoutException e) {
                suspend(e, null);
            }
            catch (RuntimeException e) {
                suspend(e, e);
            }
        }
        finish();
    }

    private void turn() throws InterruptedException, TimeoutException {
        takeCommands();
        if (this.stopping || System.nanoTime() - this.notBefore < 0) {
            settle();
            return;
        }
        if (!this.loaded) {
            load();
        }
        if (!this.publisher.isOpen() && this.streams.wantToRun()) {
            open();
        }
        boolean busy = sendDue();
        long duration = commitOpen();
        if (!busy && duration > 0) {
            this.notBefore = System.nanoTime() + pause(duration);
        }
        settle();
    }

    private void takeCommands() throws InterruptedException {
        Runnable command = this.mailbox.poll(waitNanos(), TimeUnit.NANOSECONDS);
        while (command != null) {
            command.run();
            // Before the next one, which must not meet rows that wait for their commit.
            commitOpen();
            command = this.mailbox.poll();
        }
    }

    private long waitNanos() {
        long now = System.nanoTime();
        long untilAllowed = Math.max(0, this.notBefore - now);
        if (!this.loaded) {
            return untilAllowed;
        }
        if (!this.publisher.isOpen()) {
            return this.streams.wantToRun() ? untilAllowed : NEVER;
        }
        long untilDue = this.streams.nextTurn().map((turn) -> turn - now).orElse(NEVER);
        return Math.max(untilAllowed, Math.min(untilDue, NEVER));
    }

    private void load() throws InterruptedException, TimeoutException {
        this.tools.definitions()
            .awaitCaughtUp(this.partition, this.tools.properties().commandTimeout())
            .forEach(this.streams::follow);
        if (!this.streams.wantToRun()) {
            readPositions();
        }
        this.loaded = true;
    }

    /**
     * The order matters: first nobody else can move the positions, then they are read.
     */
    private void open() throws InterruptedException, TimeoutException {
        this.publisher.open();
        readPositions();
        this.streams.begin();
    }

    private void readPositions() throws InterruptedException, TimeoutException {
        this.tools.positions().awaitCaughtUp(this.partition, this.tools.properties().commandTimeout());
        this.streams.readPositions();
    }

    /**
     * Sends until nothing is due, a command came or the transaction is old enough.
     * @return whether rows are left that are due
     */
    private boolean sendDue() {
        long now = System.nanoTime();
        this.transactionStart = now;
        long commitNanos = this.tools.properties().commitInterval().toNanos();
        while (isDue(now)) {
            if (now - this.transactionStart >= commitNanos || !this.mailbox.isEmpty()) {
                return true;
            }
            this.streams.sendNext(now);
            now = System.nanoTime();
        }
        return false;
    }

    private boolean isDue(long now) {
        return this.streams.nextTurn().filter((turn) -> turn - now <= 0).isPresent();
    }

    /**
     * Commits what was sent.
     * @return how long it took, in nanoseconds; 0 when there was nothing
     */
    private long commitOpen() {
        if (!this.streams.hasUncommitted()) {
            return 0;
        }
        long start = System.nanoTime();
        this.publisher.commit(this.streams.positions());
        this.streams.acknowledge();
        this.failures = 0;
        return System.nanoTime() - start;
    }

    private long pause(long commitDuration) {
        long shortest = this.tools.properties().tick().toNanos();
        long longest = this.tools.properties().commitInterval().toNanos();
        return Math.min(longest, Math.max(shortest, COMMIT_SHARE * commitDuration));
    }

    private void settle() {
        this.settling.forEach((waiting) -> waiting.complete(null));
        this.settling.clear();
    }

    private void suspend(Exception failure, @Nullable Exception unexpected) {
        this.streams.suspend("Waits for Kafka, rows since the last commit are sent again: " + failure.getMessage());
        this.publisher.abandon();
        this.settling.forEach((waiting) -> waiting.completeExceptionally(failure));
        this.settling.clear();
        boolean fenced = isFenced(failure);
        this.failures = Math.min(this.failures + 1, MAX_BACKOFF);
        Duration pause = this.tools.properties().retry().multipliedBy(fenced ? FENCED_BACKOFF : this.failures);
        this.notBefore = System.nanoTime() + pause.toNanos();
        LOGGER.atWarn()
            .addKeyValue("partition", this.partition)
            .addKeyValue("retryIn", pause)
            .setCause(unexpected)
            .log("Sending is suspended: {}", failure.toString());
    }

    private static boolean isFenced(@Nullable Throwable failure) {
        return failure instanceof ProducerFencedException || failure instanceof InvalidProducerEpochException
                || (failure != null && isFenced(failure.getCause()));
    }

    /**
     * Stops the runner after it has committed what was read. Repeatable, from any thread.
     */
    void signalStop() {
        this.stopping = true;
        this.mailbox.add(() -> {
        });
    }

    /**
     * Waits for the end of the runner; when the time is over, what is not committed is
     * dropped.
     */
    void awaitStop(Duration timeout) throws InterruptedException {
        this.thread.join(timeout.toMillis());
        if (this.thread.isAlive()) {
            LOGGER.atWarn()
                .addKeyValue("partition", this.partition)
                .log("Kafka did not answer in time; rows since the last commit are sent again after the next start");
            this.thread.interrupt();
            this.publisher.abandon();
            this.thread.join(timeout.toMillis());
        }
    }

    private void finish() {
        try {
            commitOpen();
        }
        catch (RuntimeException e) {
            LOGGER.atWarn()
                .addKeyValue("partition", this.partition)
                .setCause(e)
                .log("The last rows were not committed; they are sent again after the next start");
        }
        this.streams.suspend("The replica gave the stream up");
        this.publisher.close();
        this.ended = true;
        this.mailbox.forEach(Runnable::run);
        settle();
    }

}
