package io.sensorstreams.common.topic;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Topics that the services create when they are missing. A topic that exists is left as
 * it is, whatever its partitions.
 */
public final class Topics {

    /** What is committed to which output file; compacted. */
    public static final String LEDGER = "sensor-ledger";

    /** Specs and wanted states of the sensor streams; compacted. */
    public static final String STREAMS = "sensor-streams";

    /**
     * Where each sensor stream stands; compacted. A stream's partition is the same here
     * as in {@link #STREAMS}.
     */
    public static final String POSITIONS = "sensor-positions";

    private Topics() {
    }

    /**
     * Describes a topic for rows.
     * @param replication replicas of each partition, or -1 for the broker's default
     */
    public static NewTopic rows(String name, int partitions, short replication) {
        return new NewTopic(name, partitions, replication);
    }

    /**
     * Describes a compacted topic.
     * @param replication replicas of each partition, or -1 for the broker's default
     */
    public static NewTopic compacted(String name, int partitions, short replication) {
        return new NewTopic(name, partitions, replication)
            .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    }

    /**
     * Creates the topics that are missing and waits for the broker's answer. A user who
     * may not create topics can still use those that exist.
     * @throws TimeoutException when the broker did not answer in time
     * @throws ExecutionException when the broker refused a topic; the cause says why
     */
    public static void createMissing(Admin admin, Duration timeout, NewTopic... topics)
            throws TimeoutException, ExecutionException, InterruptedException {
        for (Throwable refusal : createEach(admin, timeout, Arrays.asList(topics)).values()) {
            throw new ExecutionException(refusal);
        }
    }

    /**
     * Creates the topics that are missing like {@link #createMissing}, and judges each
     * one separately.
     * @return why a topic does not exist, by its name; empty when all exist
     * @throws TimeoutException when the broker did not answer in time
     */
    public static Map<String, Throwable> createEach(Admin admin, Duration timeout, Collection<NewTopic> topics)
            throws TimeoutException, InterruptedException {
        Map<String, Throwable> refused = new LinkedHashMap<>();
        CreateTopicsOptions options = new CreateTopicsOptions().timeoutMs(Math.toIntExact(timeout.toMillis()));
        for (var answer : admin.createTopics(topics, options).values().entrySet()) {
            failure(answer.getValue(), timeout).filter((failure) -> !(failure instanceof TopicExistsException))
                .ifPresent((failure) -> refused.put(answer.getKey(), failure));
        }
        List<String> doubtful = refused.keySet().stream().filter((topic) -> isForGood(refused.get(topic))).toList();
        if (!doubtful.isEmpty()) {
            lookFor(admin, timeout, doubtful, refused);
        }
        return refused;
    }

    /** Topics that exist are not refused; where that is unknown, asking again helps. */
    private static void lookFor(Admin admin, Duration timeout, List<String> topics, Map<String, Throwable> refused)
            throws TimeoutException, InterruptedException {
        DescribeTopicsOptions options = new DescribeTopicsOptions().timeoutMs(Math.toIntExact(timeout.toMillis()));
        for (var answer : admin.describeTopics(topics, options).topicNameValues().entrySet()) {
            Throwable failure = failure(answer.getValue(), timeout).orElse(null);
            if (failure == null) {
                refused.remove(answer.getKey());
            }
            else if (failure instanceof RetriableException && !(failure instanceof UnknownTopicOrPartitionException)) {
                refused.put(answer.getKey(), failure);
            }
        }
    }

    private static Optional<Throwable> failure(KafkaFuture<?> answer, Duration timeout)
            throws TimeoutException, InterruptedException {
        try {
            answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        }
        catch (ExecutionException e) {
            return Optional.of(Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    /**
     * Whether asking again cannot help. A password that is refused concerns the service
     * and not the topic; it may be corrected at the broker.
     */
    public static boolean isForGood(@Nullable Throwable failure) {
        return failure instanceof ApiException && !(failure instanceof RetriableException)
                && !(failure instanceof AuthenticationException);
    }

}
