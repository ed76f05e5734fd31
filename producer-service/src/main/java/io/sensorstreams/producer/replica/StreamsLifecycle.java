package io.sensorstreams.producer.replica;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import io.sensorstreams.common.access.KafkaRefusal;
import io.sensorstreams.common.kafka.LazyAdmin;
import io.sensorstreams.common.kafka.Topics;
import io.sensorstreams.common.kafka.WaitLog;
import io.sensorstreams.common.watch.WatchedThread;
import io.sensorstreams.producer.clock.ClockTopic;
import io.sensorstreams.producer.publish.StreamPartitions;
import io.sensorstreams.producer.publish.TopicProperties;
import io.sensorstreams.producer.run.RunnerContext;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Starts the streams as soon as Kafka answers, and stops them after they have committed
 * what they have read. A dedicated thread retries every step that fails, and joins the
 * group again when the polling thread has ended.
 */
final class StreamsLifecycle implements SmartLifecycle {

    private static final Logger LOGGER = LoggerFactory.getLogger(StreamsLifecycle.class);

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final Duration RETRY = Duration.ofSeconds(1);

    private static final Duration STOP = Duration.ofSeconds(1);

    private final LazyAdmin admin;

    private final TopicProperties topics;

    private final RunnerContext context;

    private final StreamRunners runners;

    private final StreamMembership membership;

    private final WatchedThread thread;

    private boolean loaded;

    private final WaitLog log = new WaitLog(LOGGER, "Waiting for Kafka", System::nanoTime);

    StreamsLifecycle(LazyAdmin admin, TopicProperties topics, RunnerContext context, StreamRunners runners,
            StreamMembership membership) {
        this.admin = admin;
        this.topics = topics;
        this.context = context;
        this.runners = runners;
        this.membership = membership;
        this.thread = new WatchedThread("streams-start", RETRY, context.watch(), (loop) -> lookAfter());
    }

    @Override
    public void start() {
        this.thread.start();
    }

    /** The outermost frame of the thread: every failure is retried. */
    private void lookAfter() {
        try {
            load();
            join();
            this.log.over();
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        catch (ExecutionException | TimeoutException | RuntimeException | Error e) {
            String refusal = refusal().or(() -> KafkaRefusal.of(e)).orElse(null);
            this.context.definitions().refused(refusal);
            this.log.waits(this.admin.bootstrapServers() + ": " + ((refusal != null) ? refusal : e.toString()));
        }
    }

    /** Why Kafka does not let this service read its topics. */
    private Optional<String> refusal() {
        return Stream
            .of(this.context.definitions().table(), this.context.positions().table(), this.context.clocks().table())
            .flatMap((table) -> table.refusal().stream())
            .findFirst();
    }

    private void load() throws InterruptedException, ExecutionException, TimeoutException {
        if (this.loaded) {
            return;
        }
        try {
            int partitions = createTopics();
            this.context.definitions().awaitCoordinator(TIMEOUT);
            this.context.positions().start(partitions, TIMEOUT);
            this.context.clocks().start(this.runners::clocksChanged);
            this.context.definitions().start(partitions, this.runners::changed);
            this.loaded = true;
        }
        finally {
            if (!this.loaded) {
                tearDown();
            }
        }
    }

    /**
     * Leaves the group if the stop came meanwhile: a member that joins after the stop
     * keeps its partitions until its session times out.
     */
    private void join() {
        if (this.thread.isRunning()) {
            this.membership.join();
            if (!this.thread.isRunning()) {
                this.membership.stop();
            }
        }
    }

    private void tearDown() {
        this.context.definitions().close();
        this.context.clocks().close();
        this.context.positions().close();
    }

    private int createTopics() throws InterruptedException, ExecutionException, TimeoutException {
        Topics.prepare(this.admin, TIMEOUT, ClockTopic.description(this.topics.replication()));
        Map<String, TopicDescription> topics = Topics.prepare(this.admin, TIMEOUT,
                StreamPartitions.topics(this.topics.replication()).toArray(NewTopic[]::new));
        long counts = topics.values().stream().map((topic) -> topic.partitions().size()).distinct().count();
        if (counts != 1) {
            throw new KafkaException("Topics " + Topics.STREAMS + " and " + Topics.POSITIONS
                    + " must have the same number of partitions: " + topics.values());
        }
        return topics.values().iterator().next().partitions().size();
    }

    @Override
    public void stop() {
        this.thread.stop(STOP);
        this.runners.stop();
        this.membership.stop();
        tearDown();
        this.context.opener().close();
    }

    @Override
    public boolean isRunning() {
        return this.thread.isRunning();
    }

    /** Stops after the web server, which may still be handling commands. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE / 2;
    }

}
