package io.sensorstreams.common.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.common.access.KafkaRefusal;
import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.common.watch.WatchedThread;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
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

    private final List<TopicTable<?>> tables;

    private final WatchedThread thread;

    /** Descriptions of the topics when they were first seen or recreated. */
    private final Map<String, TopicDescription> known = new ConcurrentHashMap<>();

    private final Map<String, String> problems = new ConcurrentHashMap<>();

    private final Map<String, String> missing = new ConcurrentHashMap<>();

    private final Map<String, String> policies = new ConcurrentHashMap<>();

    /**
     * Creates the watch.
     * @param topics descriptions for creating missing topics
     * @param tables tables that read a recreated topic again
     */
    public TopicWatch(LazyAdmin admin, List<NewTopic> topics, LoopWatch watch, TopicTable<?>... tables) {
        this.admin = admin;
        this.topics = List.copyOf(topics);
        this.tables = List.of(tables);
        this.thread = new WatchedThread("topic-watch", INTERVAL, watch, this::look);
    }

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

    public List<String> topics() {
        return this.topics.stream().map(NewTopic::name).toList();
    }

    private void look(LoopWatch.Loop loop) {
        for (NewTopic topic : this.topics) {
            loop.tick();
            look(topic);
        }
    }

    /** The outermost frame. {@link BrokerHealth} reports an unavailable broker. */
    private void look(NewTopic wanted) {
        String name = wanted.name();
        try {
            Optional<TopicDescription> found = Topics.find(this.admin, TIMEOUT, name);
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
            if (KafkaRefusal.isMissingRight(e)) {
                report(this.policies, name, "cannot be checked. " + KafkaRefusal.text(e));
            }
            LOGGER.atDebug().addKeyValue("topic", name).setCause(e).log("Could not describe the topic");
        }
        catch (TimeoutException | KafkaException e) {
            LOGGER.atDebug().addKeyValue("topic", name).setCause(e).log("No answer about the topic");
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // An exception would end the thread.
        catch (RuntimeException | Error e) {
            LOGGER.atWarn().addKeyValue("topic", name).setCause(e).log("Checking the topic failed; retrying");
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
            this.tables.stream()
                .filter((table) -> table.topic().equals(found.name()))
                .forEach(TopicTable::readRecreated);
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
        this.thread.start();
    }

    @Override
    public void stop() {
        this.thread.stop();
    }

    @Override
    public boolean isRunning() {
        return this.thread.isRunning();
    }

}
