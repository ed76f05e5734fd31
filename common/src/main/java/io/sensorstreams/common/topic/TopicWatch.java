package io.sensorstreams.common.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.sensorstreams.common.watch.LoopWatch;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Checks every few seconds that the internal topics exist and are compacted. Recreates a
 * topic that was deleted, before the broker creates one that is not compacted. The
 * content of a deleted topic is lost; this is reported until the service is restarted.
 * Runs on a dedicated thread; {@link #problems} may be called from any thread.
 */
public final class TopicWatch implements SmartLifecycle {

    private static final Logger LOGGER = LoggerFactory.getLogger(TopicWatch.class);

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final String HELP = "; see 'Deleted topics' in docs/internal-topics.md";

    private static final String PARTITIONS = ", which must not change; see 'Number of partitions' in"
            + " docs/internal-topics.md";

    private final LazyAdmin admin;

    private final List<NewTopic> topics;

    private final Consumer<String> recreated;

    private final LoopWatch watch;

    /** Descriptions of the topics when they were first seen or recreated. */
    private final Map<String, TopicDescription> known = new ConcurrentHashMap<>();

    private final Map<String, String> problems = new ConcurrentHashMap<>();

    /** Topics that are missing and could not be created. */
    private final Map<String, String> missing = new ConcurrentHashMap<>();

    private final Map<String, String> policies = new ConcurrentHashMap<>();

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor((task) -> {
        Thread created = new Thread(task, "topic-watch");
        created.setDaemon(true);
        return created;
    });

    private volatile @Nullable Future<?> watching;

    private volatile LoopWatch.@Nullable Loop loop;

    /**
     * Creates the watch; {@link #start} starts the checks.
     * @param admin client to use; the caller closes it
     * @param topics descriptions for creating missing topics
     * @param recreated called on the watch's thread with the name of a recreated topic;
     * must not block
     * @param watch watches the watch's thread
     */
    public TopicWatch(LazyAdmin admin, List<NewTopic> topics, Consumer<String> recreated, LoopWatch watch) {
        this.admin = admin;
        this.topics = List.copyOf(topics);
        this.recreated = recreated;
        this.watch = watch;
    }

    /** Returns the current problems, by topic. */
    public Map<String, String> problems() {
        Map<String, String> all = new HashMap<>(this.policies);
        this.problems.forEach((topic, problem) -> all.merge(topic, problem, (one, other) -> other + "; " + one));
        this.missing.forEach((topic, problem) -> all.merge(topic, problem, (one, other) -> other + "; " + one));
        return all;
    }

    /** Whether a topic was seen; its deletion is detected from then on. */
    public boolean hasSeen(String topic) {
        return this.known.containsKey(topic);
    }

    /** Returns the names of the topics. */
    public List<String> topics() {
        return this.topics.stream().map(NewTopic::name).toList();
    }

    private void look() {
        this.topics.forEach(this::look);
    }

    /**
     * The outermost frame for one topic. {@code BrokerHealth} reports an unavailable
     * broker.
     */
    private void look(NewTopic wanted) {
        tick();
        String name = wanted.name();
        try {
            Optional<TopicDescription> found = describe(name);
            if (found.isPresent()) {
                this.missing.remove(name);
                compare(found.get(), this.known.putIfAbsent(name, found.get()));
                checkPolicy(name);
            }
            else if (this.known.containsKey(name)) {
                create(wanted);
            }
        }
        catch (ExecutionException e) {
            LOGGER.atDebug().addKeyValue("topic", name).setCause(e).log("Could not describe the topic");
        }
        catch (TimeoutException | KafkaException e) {
            LOGGER.atDebug().addKeyValue("topic", name).setCause(e).log("No answer about the topic");
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // An exception would end the schedule.
        catch (RuntimeException | Error e) {
            LOGGER.atWarn().addKeyValue("topic", name).setCause(e).log("Checking the topic failed; retrying");
        }
    }

    private void tick() {
        LoopWatch.Loop current = this.loop;
        if (current != null) {
            current.tick();
        }
    }

    private Optional<TopicDescription> describe(String name)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            return Optional.ofNullable(Topics.describe(this.admin, TIMEOUT, name).get(name));
        }
        catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void compare(TopicDescription found, @Nullable TopicDescription before) {
        if (before == null) {
            return;
        }
        if (!found.topicId().equals(before.topicId())) {
            this.known.put(found.name(), found);
            report(this.problems, found.name(),
                    "was deleted and recreated while the service was running: its content is lost" + HELP);
            this.recreated.accept(found.name());
        }
        else if (found.partitions().size() != before.partitions().size()) {
            report(this.problems, found.name(), "has " + found.partitions().size() + " partitions, but had "
                    + before.partitions().size() + PARTITIONS);
        }
    }

    private void create(NewTopic wanted) throws ExecutionException, TimeoutException, InterruptedException {
        try {
            Topics.createMissing(this.admin.get(), TIMEOUT, wanted);
        }
        catch (ExecutionException | TimeoutException | KafkaException e) {
            report(this.missing, wanted.name(), "is missing and cannot be recreated" + HELP);
            throw e;
        }
    }

    private void checkPolicy(String name) throws ExecutionException, TimeoutException, InterruptedException {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
        Config config = this.admin
            .ask((client, millis) -> client
                .describeConfigs(List.of(topic), new DescribeConfigsOptions().timeoutMs(millis))
                .all(), TIMEOUT)
            .values()
            .iterator()
            .next();
        String policy = config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
        if (policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            this.policies.remove(name);
        }
        else {
            report(this.policies, name, "has cleanup.policy=" + policy
                    + ", expected compact: Kafka deletes its records after the retention time" + HELP);
        }
    }

    private static void report(Map<String, String> problems, String topic, String problem) {
        if (!problem.equals(problems.put(topic, problem))) {
            LOGGER.atError().addKeyValue("topic", topic).log("Topic {} {}", topic, problem);
        }
    }

    @Override
    public void start() {
        this.loop = this.watch.start("topic-watch");
        this.watching = this.thread.scheduleWithFixedDelay(this::look, INTERVAL.toMillis(), INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        this.watching = null;
        this.thread.shutdownNow();
        LoopWatch.Loop current = this.loop;
        if (current != null) {
            current.close();
        }
    }

    @Override
    public boolean isRunning() {
        return this.watching != null;
    }

}
