package io.sensorstreams.common.kafka;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Describes and creates topics. Existing topics are never modified. */
public final class Topics {

    /** What is committed to which output file; compacted. */
    public static final String LEDGER = "sensor-ledger";

    /** Spec and wanted state of each sensor stream; compacted. */
    public static final String STREAMS = "sensor-streams";

    /**
     * Position of each sensor stream; compacted. A stream has the same partition here as
     * in {@link #STREAMS}.
     */
    public static final String POSITIONS = "sensor-positions";

    /** Course of each clock; compacted. */
    public static final String CLOCKS = "sensor-clocks";

    /** Address of each replica of the consumer-service; compacted. */
    public static final String REPLICAS = "sensor-replicas";

    private Topics() {
    }

    public static NewTopic rows(String name, int partitions, short replication) {
        return new NewTopic(name, partitions, replication);
    }

    public static NewTopic compacted(String name, int partitions, short replication) {
        return new NewTopic(name, partitions, replication)
            .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    }

    /**
     * Creates missing topics and waits for the broker's answer. A user that is not
     * allowed to create topics can use existing ones.
     * @throws TimeoutException when the broker does not answer in time
     * @throws ExecutionException when the broker refuses a topic; the cause has the
     * reason
     */
    public static void createMissing(Admin admin, Duration timeout, NewTopic... topics)
            throws TimeoutException, ExecutionException, InterruptedException {
        for (Throwable refusal : createEach(admin, timeout, Arrays.asList(topics)).values()) {
            throw new ExecutionException(refusal);
        }
    }

    /** Creates missing topics like {@link #createMissing}, and describes all. */
    public static Map<String, TopicDescription> prepare(LazyAdmin admin, Duration timeout, NewTopic... topics)
            throws TimeoutException, ExecutionException, InterruptedException {
        createMissing(admin.get(), timeout, topics);
        return describe(admin, timeout, Arrays.stream(topics).map(NewTopic::name).toArray(String[]::new));
    }

    /** Works like {@link #createMissing}, and returns the failures of each topic. */
    public static Map<String, Throwable> createEach(Admin admin, Duration timeout, Collection<NewTopic> topics)
            throws TimeoutException, InterruptedException {
        Map<String, Throwable> refused = new LinkedHashMap<>();
        CreateTopicsOptions options = new CreateTopicsOptions().timeoutMs(Math.toIntExact(timeout.toMillis()));
        answers(admin.createTopics(topics, options).values(), timeout, refused);
        refused.values().removeIf(TopicExistsException.class::isInstance);
        List<String> doubtful = refused.keySet().stream().filter((topic) -> isForGood(refused.get(topic))).toList();
        if (!doubtful.isEmpty()) {
            lookFor(admin, timeout, doubtful, refused);
        }
        return refused;
    }

    /**
     * Removes the failures of topics that exist, and replaces them with retriable ones
     * where that is unknown.
     */
    private static void lookFor(Admin admin, Duration timeout, List<String> topics, Map<String, Throwable> refused)
            throws TimeoutException, InterruptedException {
        Map<String, Throwable> unseen = new LinkedHashMap<>();
        refused.keySet().removeAll(describeEach(admin, timeout, topics, unseen).keySet());
        unseen.forEach((topic, failure) -> {
            if (failure instanceof RetriableException && !(failure instanceof UnknownTopicOrPartitionException)) {
                refused.put(topic, failure);
            }
        });
    }

    /**
     * Describes topics, by name.
     * @throws ExecutionException when the broker refuses a topic, or a topic does not
     * exist; the cause has the reason
     */
    public static Map<String, TopicDescription> describe(LazyAdmin admin, Duration timeout, String... topics)
            throws TimeoutException, ExecutionException, InterruptedException {
        return admin.ask((client, millis) -> client
            .describeTopics(List.of(topics), new DescribeTopicsOptions().timeoutMs(millis))
            .allTopicNames(), timeout);
    }

    /** Describes a topic; empty when it does not exist. */
    public static Optional<TopicDescription> find(LazyAdmin admin, Duration timeout, String topic)
            throws TimeoutException, ExecutionException, InterruptedException {
        try {
            return Optional.ofNullable(describe(admin, timeout, topic).get(topic));
        }
        catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Works like {@link #describe}, and returns those that the broker describes.
     * @param refused receives the failures of the other topics, by topic
     */
    public static Map<String, TopicDescription> describeEach(Admin admin, Duration timeout, Collection<String> topics,
            Map<String, Throwable> refused) throws TimeoutException, InterruptedException {
        DescribeTopicsOptions options = new DescribeTopicsOptions().timeoutMs(Math.toIntExact(timeout.toMillis()));
        Map<String, TopicDescription> answers = answers(admin.describeTopics(topics, options).topicNameValues(),
                timeout, refused);
        for (Throwable failure : refused.values()) {
            if (failure instanceof org.apache.kafka.common.errors.TimeoutException) {
                throw new TimeoutException("Kafka does not describe the topics: " + failure.getMessage());
            }
        }
        return answers;
    }

    private static <T> Map<String, T> answers(Map<String, KafkaFuture<T>> asked, Duration timeout,
            Map<String, Throwable> refused) throws TimeoutException, InterruptedException {
        Map<String, T> answers = new LinkedHashMap<>();
        for (Map.Entry<String, KafkaFuture<T>> answer : asked.entrySet()) {
            try {
                answers.put(answer.getKey(), answer.getValue().get(timeout.toMillis(), TimeUnit.MILLISECONDS));
            }
            catch (ExecutionException e) {
                refused.put(answer.getKey(), named(answer.getKey(), Objects.requireNonNullElse(e.getCause(), e)));
            }
        }
        return answers;
    }

    /** Kafka does not name the topic when it refuses to create or describe it. */
    private static Throwable named(String topic, Throwable failure) {
        return (failure instanceof TopicAuthorizationException refusal && refusal.unauthorizedTopics().isEmpty())
                ? new TopicAuthorizationException(Set.of(topic)) : failure;
    }

    /**
     * Whether a retry cannot succeed. A failed authentication may succeed later, because
     * it concerns the service instead of the topic and can be corrected at the broker.
     */
    public static boolean isForGood(@Nullable Throwable failure) {
        return failure instanceof ApiException && !(failure instanceof RetriableException)
                && !(failure instanceof AuthenticationException);
    }

}
