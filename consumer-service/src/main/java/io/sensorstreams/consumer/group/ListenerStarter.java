package io.sensorstreams.consumer.group;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.sensorstreams.common.access.KafkaRefusal;
import io.sensorstreams.common.kafka.WaitLog;
import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.common.watch.WatchedThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.event.ConsumerStartingEvent;
import org.springframework.kafka.event.ConsumerStoppedEvent;
import org.springframework.kafka.event.ConsumerStoppedEvent.Reason;
import org.springframework.kafka.event.KafkaEvent;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Starts the groups and keeps them running, on a dedicated thread. When the broker
 * answers, it creates missing topics, starts to read the ledger and marks the groups as
 * ready. An unusable topic delays only its own groups. Afterwards it repeats failed
 * starts.
 */
public final class ListenerStarter implements SmartLifecycle {

    private static final Logger LOGGER = LoggerFactory.getLogger(ListenerStarter.class);

    private static final Duration INTERVAL = Duration.ofMillis(500);

    /** Interval of requests for the topics while a group cannot run. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(10);

    /** Interval of these requests while some topics are unusable. */
    private static final Duration ASK_FOR_OTHERS = Duration.ofSeconds(2);

    private static final Duration STOP = Duration.ofSeconds(2);

    private final SinkTopics topics;

    private final Listeners listeners;

    private final Clock clock;

    private final WatchedThread thread;

    private Instant nextAsk = Instant.MIN;

    /** Whether all topics are usable, according to the last answer of Kafka. */
    private boolean complete;

    private final WaitLog log = new WaitLog(LOGGER, "Waiting for the broker and the topics", System::nanoTime);

    public ListenerStarter(SinkTopics topics, Listeners listeners, LoopWatch watch, Clock clock) {
        this.topics = topics;
        this.listeners = listeners;
        this.clock = clock;
        this.thread = new WatchedThread("listener-starter", INTERVAL, watch, (loop) -> lookAfter());
    }

    @Override
    public void start() {
        this.thread.start();
    }

    /** Runs one round. Catches every failure, because the next round retries. */
    private void lookAfter() throws InterruptedException {
        try {
            if (isAskDue()) {
                ask();
            }
        }
        catch (ExecutionException e) {
            waitForTopics(KafkaRefusal.text(e));
        }
        catch (TimeoutException | RuntimeException | Error e) {
            waitForTopics(KafkaRefusal.text(e));
        }
        this.listeners.all().forEach(this::supervise);
    }

    /** A ready group is supervised even if the request for topics failed. */
    private void supervise(ListenerGroup group) {
        try {
            group.supervise();
        }
        catch (RuntimeException | Error e) {
            this.log.waits("Group " + group.name() + ": " + e);
        }
    }

    /** Asks until all topics are usable, and later while a group cannot run. */
    private boolean isAskDue() {
        return !this.clock.instant().isBefore(this.nextAsk)
                && (!this.complete || this.listeners.all().stream().anyMatch(ListenerGroup::isBehind));
    }

    private void ask() throws ExecutionException, TimeoutException, InterruptedException {
        SinkTopics.Usable usable = this.topics.prepare();
        this.complete = usable.refused().isEmpty();
        this.nextAsk = this.clock.instant().plus(this.complete ? ASK_AGAIN : ASK_FOR_OTHERS);
        if (this.complete) {
            this.log.over();
        }
        else {
            this.log.waits(usable.refused().toString());
        }
        this.listeners.all().forEach((group) -> judge(group, usable));
    }

    private static void judge(ListenerGroup group, SinkTopics.Usable topics) {
        List<String> refused = group.view().topics().stream().filter(topics.refused()::containsKey).toList();
        if (refused.isEmpty()) {
            group.ready(topics.partitions());
        }
        else {
            group.waitsFor(refused.stream()
                .map((topic) -> "Topic " + topic + " cannot be used: " + topics.refused().get(topic))
                .collect(Collectors.joining("; ")));
        }
    }

    private void waitForTopics(String reason) {
        this.log.waits(reason);
        this.listeners.all().forEach((group) -> group.waitsFor("Waiting for the broker and the topics: " + reason));
    }

    /** Called on the thread that was started. */
    @EventListener
    void threadStarted(ConsumerStartingEvent event) {
        groups(event).forEach(ListenerGroup::threadStarted);
    }

    /** Handles the unexpected end of a thread: its group is started again. */
    @EventListener
    void threadEnded(ConsumerStoppedEvent event) {
        if (event.getReason() != Reason.NORMAL) {
            groups(event).forEach((group) -> group.threadEnded(event.getReason().name()));
        }
    }

    private Stream<ListenerGroup> groups(KafkaEvent event) {
        String listener = event.getContainer(MessageListenerContainer.class).getListenerId();
        return this.listeners.all().stream().filter((group) -> group.hasListener(listener));
    }

    /** Waits with a bound for a start in progress: Spring stops only existing threads. */
    @Override
    public void stop() {
        this.thread.stop();
        this.listeners.all().forEach(ListenerGroup::close);
        long deadline = System.nanoTime() + STOP.toNanos();
        try {
            for (ListenerGroup group : this.listeners.all()) {
                if (!group.awaitClosed(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                    LOGGER.atWarn()
                        .addKeyValue("group", group.name())
                        .log("A change of the group is not complete, but the service stops");
                }
            }
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return this.thread.isRunning();
    }

    /** Stops before the containers, so that it does not start one of them again. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 50;
    }

}
