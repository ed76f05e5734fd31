package io.sensorstreams.consumer.group;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.sensorstreams.common.watch.LoopWatch;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.health.contributor.Status;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.event.ConsumerStartingEvent;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(120)
class ListenerGroupTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static final int THREADS = 3;

    private static final String START_FAILED = "Start failed and will be tried again: No resolvable bootstrap urls"
            + " given in bootstrap.servers";

    private final AtomicInteger failures = new AtomicInteger();

    /** Number of consumers that are created before one fails. */
    private final AtomicInteger before = new AtomicInteger();

    private final Queue<FakeConsumer> made = new ConcurrentLinkedQueue<>();

    private final LoopWatch watch = new LoopWatch(Duration.ofSeconds(2));

    private volatile boolean slow;

    /** State of the watch after a consumer took too long. */
    private final Queue<Status> seen = new ConcurrentLinkedQueue<>();

    private final ConcurrentMessageListenerContainer<byte[], byte[]> container = container();

    private final ListenerGroup group = new ListenerGroup("AIR",
            new ListenerContainers(
                    List.of(new ListenerContainer(new ListenerSpec("AIR", "AIR", "c-AIR", List.of("AIR"), List.of()),
                            () -> this.container, 16)),
                    Duration.ofSeconds(1)),
            this.watch, Clock.systemUTC());

    private final ListenerStarter starter = new ListenerStarter(null, new Listeners(List.of(this.group)), this.watch,
            Clock.systemUTC());

    @AfterEach
    void stop() {
        this.made.forEach((consumer) -> consumer.hanging.countDown());
        this.group.stop();
        this.group.close();
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 3 })
    void retriesAFailedStart(int times) {
        this.failures.set(times);
        this.before.set(1);
        this.group.ready(Map.of("AIR", THREADS));
        this.group.start();

        ListenerView failed = this.group.view();
        assertThat(failed.state()).isEqualTo(ListenerState.WAITING);
        assertThat(failed.reason())
            .isEqualTo("Start failed and will be tried again: No resolvable bootstrap urls given in bootstrap.servers");
        assertThat(failed.threads()).isZero();
        assertThat(this.group.isWanted()).isTrue();

        awaitRunning();
        assertThat(this.group.view().reason()).isNull();
        assertThat(this.made.stream().filter((consumer) -> !consumer.closed())).hasSize(THREADS);
    }

    @Test
    void aRequestedStartIsTriedAtOnce() {
        this.failures.set(1);
        this.group.ready(Map.of("AIR", THREADS));
        this.group.start();
        assertThat(this.group.view().state()).isEqualTo(ListenerState.WAITING);

        this.group.start();

        assertThat(this.group.view().state()).isEqualTo(ListenerState.RUNNING);
        assertThat(this.group.view().threads()).isEqualTo(THREADS);
    }

    @Test
    void restartsWhenAThreadEndsByItself() {
        this.group.ready(Map.of("AIR", THREADS));
        this.group.start();
        assertThat(this.group.view().state()).isEqualTo(ListenerState.RUNNING);
        FakeConsumer broken = this.made.peek();

        broken.error = new StackOverflowError("thrown by a test");
        await().atMost(SOON).until(() -> this.group.view().state() == ListenerState.WAITING);

        awaitRunning();
        assertThat(this.made.stream().filter((consumer) -> !consumer.closed())).hasSize(THREADS);
    }

    @Test
    void isAliveWhileItStartsItsThreads() {
        this.slow = true;
        this.group.ready(Map.of("AIR", THREADS));
        this.group.start();

        awaitRunning();
        assertThat(this.seen).hasSize(THREADS - 1).containsOnly(Status.UP);
    }

    @Test
    void showsAThreadThatDoesNotEndAndStartsNoSecondOne() {
        this.container.getContainerProperties().setShutdownTimeout(100);
        this.group.ready(Map.of("AIR", THREADS));
        this.group.start();
        FakeConsumer stuck = this.made.peek();
        stuck.hang = true;
        await().atMost(SOON).until(() -> stuck.hangs);

        this.group.stop();
        assertThat(this.group.view().state()).isEqualTo(ListenerState.STOPPING);
        assertThat(this.group.isStopped()).isFalse();

        stuck.hanging.countDown();
        await().atMost(SOON).until(() -> {
            this.group.supervise();
            return this.group.isStopped();
        });
        assertThat(this.group.view().state()).isEqualTo(ListenerState.STOPPED);
        assertThat(this.group.view().reason()).isNull();
    }

    @Test
    void waitsForTheBrokerAtFirst() {
        assertWaiting("The broker has not answered yet");

        this.group.waitsFor("Topic AIR cannot be used: no permission");
        assertWaiting("Topic AIR cannot be used: no permission");

        this.group.ready(Map.of("AIR", THREADS));
        assertWaiting("Starting");
    }

    @Test
    void waitsForItsTopicsBeforeItTriesAgainToStart() {
        this.failures.set(1);
        this.group.ready(Map.of("AIR", THREADS));
        this.group.start();
        assertWaiting(START_FAILED);

        this.group.waitsFor("Topic AIR cannot be used: no permission");
        assertWaiting("Topic AIR cannot be used: no permission");

        this.group.ready(Map.of("AIR", THREADS));
        assertWaiting(START_FAILED);
    }

    @Test
    void hasNoReasonToWaitWhileAllThreadsRun() {
        this.group.ready(Map.of("AIR", THREADS));
        this.group.start();

        this.group.waitsFor("Waiting for the broker and the topics: no answer");
        assertThat(this.group.view().state()).isEqualTo(ListenerState.RUNNING);
        assertThat(this.group.view().reason()).isNull();

        this.group.pause();
        assertThat(this.group.view().state()).isEqualTo(ListenerState.PAUSED);
        assertThat(this.group.view().reason()).isNull();
    }

    @Test
    void waitsForAThreadThatEndedByItself() {
        this.group.ready(Map.of("AIR", THREADS));
        this.group.start();
        this.made.peek().error = new StackOverflowError("thrown by a test");
        await().atMost(SOON).until(() -> this.group.view().state() == ListenerState.WAITING);

        this.group.threadEnded("ERROR");
        assertWaiting("A thread of the group ended (ERROR), the group is restarted");

        awaitRunning();
        assertThat(this.group.view().reason()).isNull();
    }

    @Test
    void forgetsItsReasonsWhenItIsStopped() {
        this.failures.set(1);
        this.group.ready(Map.of("AIR", THREADS));
        this.group.start();
        this.group.waitsFor("Topic AIR cannot be used: no permission");

        this.group.stop();
        this.group.threadEnded("ERROR");

        assertThat(this.group.view().state()).isEqualTo(ListenerState.STOPPED);
        assertThat(this.group.view().reason()).isNull();
    }

    private void assertWaiting(String reason) {
        assertThat(this.group.view().state()).isEqualTo(ListenerState.WAITING);
        assertThat(this.group.view().reason()).isEqualTo(reason);
    }

    private void awaitRunning() {
        await().atMost(SOON).until(() -> {
            this.group.supervise();
            return this.group.view().state() == ListenerState.RUNNING && this.group.view().threads() == THREADS;
        });
    }

    private ConcurrentMessageListenerContainer<byte[], byte[]> container() {
        ContainerProperties properties = new ContainerProperties("AIR");
        properties.setGroupId("AIR");
        properties.setMessageListener((MessageListener<byte[], byte[]>) (record) -> {
        });
        ConcurrentMessageListenerContainer<byte[], byte[]> made = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<byte[], byte[]>(Map.of()) {

                    @Override
                    protected Consumer<byte[], byte[]> createRawConsumer(Map<String, Object> settings) {
                        return consumer();
                    }

                }, properties);
        made.setBeanName("AIR");
        made.setApplicationEventPublisher((event) -> {
            if (event instanceof ConsumerStartingEvent starting) {
                this.starter.threadStarted(starting);
            }
        });
        return made;
    }

    private Consumer<byte[], byte[]> consumer() {
        if (this.before.decrementAndGet() < 0 && this.failures.getAndUpdate((left) -> Math.max(0, left - 1)) > 0) {
            throw new KafkaException("Failed to construct kafka consumer",
                    new ConfigException("No resolvable bootstrap urls given in bootstrap.servers"));
        }
        if (this.slow) {
            takeTooLong();
        }
        FakeConsumer consumer = new FakeConsumer();
        this.made.add(consumer);
        return consumer;
    }

    /**
     * Blocks the thread of the group until the watch is DOWN. The watch must be UP again
     * after an earlier consumer.
     */
    private void takeTooLong() {
        if (!this.made.isEmpty()) {
            this.seen.add(awaitStatus(Status.UP));
        }
        awaitStatus(Status.DOWN);
    }

    private Status awaitStatus(Status wanted) {
        long deadline = System.nanoTime() + Duration.ofSeconds(4).toNanos();
        Status status = this.watch.health().getStatus();
        while (!status.equals(wanted) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            status = this.watch.health().getStatus();
        }
        return status;
    }

    /** Polls nothing, fails or hangs. */
    private static final class FakeConsumer extends MockConsumer<byte[], byte[]> {

        private final CountDownLatch hanging = new CountDownLatch(1);

        private volatile Error error;

        private volatile boolean hang;

        private volatile boolean hangs;

        FakeConsumer() {
            super("earliest");
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            if (this.error != null) {
                throw this.error;
            }
            try {
                if (this.hang) {
                    this.hangs = true;
                    this.hanging.await();
                }
                this.hanging.await(10, TimeUnit.MILLISECONDS);
            }
            catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return ConsumerRecords.empty();
        }

        @Override
        public synchronized void close() {
            super.close();
        }

    }

}
