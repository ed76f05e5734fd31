package io.sensorstreams.consumer.listen;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import io.sensorstreams.common.health.WaitLog;
import io.sensorstreams.common.ledger.LedgerTopic;
import io.sensorstreams.common.topic.LazyAdmin;
import io.sensorstreams.common.topic.Topics;
import io.sensorstreams.common.wire.DeadLetter;
import io.sensorstreams.consumer.sink.Sink;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Starts the listeners on a thread of its own, as soon as the broker is there: creates
 * the topics that are missing, starts to read the ledger, then the groups.
 */
final class ListenerStarter implements SmartLifecycle {

    private static final Logger LOGGER = LoggerFactory.getLogger(ListenerStarter.class);

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final Duration RETRY = Duration.ofMillis(500);

    private final SinkContext context;

    private final LazyAdmin admin;

    private final Listeners listeners;

    private volatile @Nullable Thread thread;

    ListenerStarter(SinkContext context, LazyAdmin admin, Listeners listeners) {
        this.context = context;
        this.admin = admin;
        this.listeners = listeners;
    }

    @Override
    public void start() {
        Thread starter = new Thread(this::run, "listener-starter");
        starter.setDaemon(true);
        this.thread = starter;
        starter.start();
    }

    private void run() {
        try {
            readyUnlessStopped(awaitTopics());
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // The outermost frame of the thread.
        catch (RuntimeException e) {
            LOGGER.atError().setCause(e).log("The listeners cannot be started");
            this.listeners.all().forEach((group) -> group.waitsFor("Cannot be started: " + e.getMessage()));
        }
    }

    /** A container that starts after the stop would go on without anybody to stop it. */
    private synchronized void readyUnlessStopped(Map<String, Integer> partitions) {
        if (this.thread != null) {
            this.listeners.all().forEach((group) -> ready(group, partitions));
        }
    }

    /** A group that cannot be started does not keep the others from it. */
    private static void ready(ListenerGroup group, Map<String, Integer> partitions) {
        try {
            group.ready(partitions);
        }
        catch (RuntimeException e) {
            LOGGER.atError().addKeyValue("group", group.name()).setCause(e).log("The group cannot be started");
            group.waitsFor("Cannot be started: " + e.getMessage());
        }
    }

    private Map<String, Integer> awaitTopics() throws InterruptedException {
        WaitLog log = new WaitLog(LOGGER, "Waiting for the broker and the topics", System::nanoTime);
        while (true) {
            String reason;
            try {
                return prepare();
            }
            catch (ExecutionException e) {
                reason = String.valueOf(e.getCause());
            }
            catch (TimeoutException | KafkaException e) {
                reason = e.toString();
            }
            log.waits(reason);
            String waitsFor = "Waiting for the broker and the topics: " + reason;
            this.listeners.all().forEach((group) -> group.waitsFor(waitsFor));
            TimeUnit.MILLISECONDS.sleep(RETRY.toMillis());
        }
    }

    /** Returns the number of partitions of each topic of the sinks. */
    private Map<String, Integer> prepare() throws ExecutionException, TimeoutException, InterruptedException {
        List<String> topics = this.context.sinks().all().stream().map(Sink::topic).distinct().toList();
        createMissing(topics);
        Map<String, Integer> partitions = new HashMap<>();
        answer(this.admin.get().describeTopics(topics).allTopicNames())
            .forEach((topic, description) -> partitions.put(topic, description.partitions().size()));
        this.context.ledger().start(answer(this.admin.get().describeCluster().clusterId()));
        return partitions;
    }

    private void createMissing(List<String> topics) throws ExecutionException, TimeoutException, InterruptedException {
        NewTopic[] wanted = Stream
            .concat(Stream
                .of(Topics.compacted(Topics.LEDGER, LedgerTopic.PARTITIONS, this.context.properties().replication())),
                    topics.stream().flatMap((topic) -> Stream.of(rows(topic), rows(DeadLetter.topicOf(topic)))))
            .toArray(NewTopic[]::new);
        Topics.createMissing(this.admin.get(), TIMEOUT, wanted);
    }

    private static <T> T answer(KafkaFuture<T> asked)
            throws ExecutionException, TimeoutException, InterruptedException {
        return asked.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private NewTopic rows(String topic) {
        return Topics.rows(topic, this.context.properties().partitions(), this.context.properties().replication());
    }

    @Override
    public void stop() {
        Thread starter = this.thread;
        if (starter != null) {
            starter.interrupt();
        }
        synchronized (this) {
            this.thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return this.thread != null;
    }

    /** Stops before the containers do, so that it does not start one again. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 50;
    }

}
