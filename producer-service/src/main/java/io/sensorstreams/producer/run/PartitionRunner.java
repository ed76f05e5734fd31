package io.sensorstreams.producer.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.common.access.KafkaRefusal;
import io.sensorstreams.common.kafka.ProducerClient;
import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.producer.publish.Ownership;
import io.sensorstreams.producer.publish.Positions;
import io.sensorstreams.producer.publish.RowPublisher;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Runs the streams of one partition of {@code sensor-streams} on a dedicated thread:
 * applies commands, sends the rows that are due, and commits them together with the
 * positions after them. No transaction is open while the thread waits.
 * <p>
 * When Kafka fails, the rows sent since the last commit are void, and the streams
 * continue at their stored positions as soon as Kafka answers.
 */
public final class PartitionRunner {

    private static final Logger LOGGER = LoggerFactory.getLogger(PartitionRunner.class);

    /** Longest wait of the thread between two ticks of its {@link LoopWatch.Loop}. */
    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(5);

    /** How long a stop waits for the thread after the publisher was abandoned. */
    private static final Duration DROP = Duration.ofMillis(500);

    private final int partition;

    private final RunnerContext context;

    private final RowPublisher publisher;

    private final PartitionStreams streams;

    private final BlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();

    private final Pauses pauses;

    private final Thread thread;

    private volatile boolean stopping;

    /** The ownership as it is stored; null when unknown. */
    private @Nullable Ownership told;

    private boolean loaded;

    /** Why Kafka refuses this service; null when it does not. */
    private volatile @Nullable String refusal;

    /** The publisher is closed, and only this runner uses it. */
    public PartitionRunner(int partition, RunnerContext context, RowPublisher publisher) {
        this.partition = partition;
        this.context = context;
        this.publisher = publisher;
        this.streams = new PartitionStreams(partition, context, publisher, this.mailbox::add);
        this.pauses = new Pauses(context.properties(), System.nanoTime());
        this.thread = new Thread(this::run, "streams-" + partition);
    }

    /** Why Kafka does not let this replica send rows; empty when it does. */
    public Optional<String> refusal() {
        return Optional.ofNullable(this.refusal);
    }

    public PartitionStreams streams() {
        return this.streams;
    }

    public void start() {
        this.thread.start();
    }

    /** The newest is the offset of the newest of the definitions to apply. */
    public void changed(List<String> names, long newest) {
        this.mailbox.add(() -> this.streams.follow(names, newest));
    }

    /** Follows changes of clocks. Call it from any thread. */
    public void clocksChanged(Set<String> names) {
        this.mailbox.add(() -> this.streams.followClocks(names));
    }

    private void run() {
        try (LoopWatch.Loop loop = this.context.watch().start(this.thread.getName())) {
            run(loop);
        }
    }

    private void run(LoopWatch.Loop loop) {
        while (!this.stopping) {
            loop.tick();
            try {
                turn(loop);
            }
            catch (InterruptException | InterruptedException e) {
                this.stopping = true;
            }
            catch (KafkaException | TimeoutException e) {
                suspend(e, null);
            }
            // The outermost frame of the thread. Without it the thread would end while
            // the streams are shown as running.
            catch (RuntimeException | Error e) {
                suspend(e, e);
            }
        }
        loop.tick();
        finish();
    }

    private void turn(LoopWatch.Loop loop) throws InterruptedException, TimeoutException {
        takeCommands(loop);
        if (this.stopping || this.pauses.remaining(System.nanoTime()) > 0) {
            return;
        }
        if (!this.loaded) {
            load();
        }
        if (!this.publisher.isOpen()) {
            open();
        }
        boolean busy = sendDue();
        long duration = commitOpen();
        if (!busy && duration > 0) {
            this.pauses.afterCommit(System.nanoTime(), duration);
        }
    }

    private void takeCommands(LoopWatch.Loop loop) throws InterruptedException {
        Runnable command = this.mailbox.poll(waitNanos(), TimeUnit.NANOSECONDS);
        while (command != null) {
            command.run();
            // The next command must not find rows that are not committed.
            commitOpen();
            loop.tick();
            command = this.mailbox.poll();
        }
    }

    private long waitNanos() {
        long now = System.nanoTime();
        long untilAllowed = Math.min(LONGEST_WAIT, this.pauses.remaining(now));
        if (!this.loaded || !this.publisher.isOpen()) {
            return untilAllowed;
        }
        long untilDue = this.streams.nextTurn().map((turn) -> turn - now).orElse(LONGEST_WAIT);
        return Math.max(untilAllowed, Math.min(untilDue, LONGEST_WAIT));
    }

    private void load() throws InterruptedException, TimeoutException {
        long end = this.context.definitions().awaitCaughtUp(this.partition, this.context.properties().commandTimeout());
        this.streams.follow(this.context.definitions().names(this.partition), end - 1);
        this.loaded = true;
    }

    /** Fences other owners before it reads the positions, so that nobody changes them. */
    private void open() throws InterruptedException, TimeoutException {
        this.publisher.open();
        this.context.positions().awaitCaughtUp(this.partition, this.context.properties().commandTimeout());
        this.streams.readPositions();
        this.streams.begin();
        this.told = null;
    }

    /**
     * Sends rows until none is due, a command arrives, or the commit interval is over.
     * @return whether more rows are due
     */
    private boolean sendDue() {
        long start = System.nanoTime();
        long now = start;
        long commitNanos = this.context.properties().commitInterval().toNanos();
        while (isDue(now)) {
            if (now - start >= commitNanos || !this.mailbox.isEmpty()) {
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
     * Commits the sent rows, together with the positions and the ownership.
     * @return duration in nanoseconds; 0 when there was nothing to commit
     */
    private long commitOpen() {
        return commit(new Ownership(this.context.instance(), this.streams.applied()));
    }

    private long commit(Ownership ownership) {
        boolean news = !ownership.equals(this.told);
        if (!this.publisher.isOpen() || !(news || this.streams.hasUncommitted())) {
            return 0;
        }
        long start = System.nanoTime();
        List<ProducerRecord<byte[], byte[]>> words = new ArrayList<>(this.streams.statuses());
        if (news) {
            words.add(Positions.record(ownership, this.partition));
        }
        this.publisher.commit(words);
        this.streams.acknowledge();
        this.told = ownership;
        this.refusal = null;
        this.pauses.committed();
        return System.nanoTime() - start;
    }

    private void suspend(Throwable failure, @Nullable Throwable unexpected) {
        boolean refused = this.streams
            .suspend("Waits for Kafka, rows since the last commit are sent again: " + KafkaRefusal.message(failure));
        abandon();
        if (refused) {
            // Kafka works; only the refused stream has failed, so no pause is needed.
            this.pauses.end(System.nanoTime());
            return;
        }
        boolean fenced = ProducerClient.isFenced(failure);
        Duration pause = this.pauses.afterFailure(System.nanoTime(), fenced);
        String before = this.refusal;
        this.refusal = KafkaRefusal.of(failure).orElse(null);
        boolean known = this.refusal != null && this.refusal.equals(before);
        LOGGER.atLevel(!known && (fenced || this.streams.wantToRun()) ? Level.WARN : Level.DEBUG)
            .addKeyValue("partition", this.partition)
            .addKeyValue("retryIn", pause)
            .setCause(unexpected)
            .log(fenced ? "Fenced, another replica has taken over the streams: {}" : "Sending is suspended: {}",
                    KafkaRefusal.text(failure));
    }

    /** Ignores a client that fails to close: the next one fences it. */
    private void abandon() {
        try {
            this.publisher.abandon();
        }
        catch (KafkaException e) {
            LOGGER.atDebug().addKeyValue("partition", this.partition).setCause(e).log("Closing a producer failed");
        }
    }

    /** The runner commits what it has read first. Call it from any thread, also again. */
    public void signalStop() {
        this.stopping = true;
        this.mailbox.add(() -> {
        });
    }

    /**
     * Waits until the thread has ended. After the timeout, uncommitted rows are dropped.
     * @param timeout at least a millisecond
     */
    public void awaitStop(Duration timeout) throws InterruptedException {
        this.thread.join(timeout.toMillis());
        if (this.thread.isAlive()) {
            LOGGER.atWarn()
                .addKeyValue("partition", this.partition)
                .log("Kafka did not answer in time; rows since the last commit are sent again after the next start");
            this.thread.interrupt();
            this.publisher.abandon();
            this.thread.join(DROP.toMillis());
        }
    }

    private void finish() {
        try {
            commit(new Ownership(null, this.streams.applied()));
        }
        catch (RuntimeException e) {
            LOGGER.atWarn()
                .addKeyValue("partition", this.partition)
                .log("The last rows were not committed and are sent again later: {}", KafkaRefusal.text(e));
        }
        this.streams.suspend("The replica released the stream");
        this.publisher.close();
    }

}
