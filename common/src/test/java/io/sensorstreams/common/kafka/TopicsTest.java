package io.sensorstreams.common.kafka;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TopicsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final ApiException MAY_NOT = new TopicAuthorizationException("not allowed");

    private static final ApiException UNKNOWN = new UnknownTopicOrPartitionException("unknown");

    /** Answer of the broker to creating a topic; when absent, the topic is created. */
    private final Map<String, ApiException> created = new HashMap<>();

    /** Answer of the broker to describing a topic; when absent, the topic exists. */
    private final Map<String, ApiException> described = new HashMap<>();

    private final Admin admin = (Admin) Proxy.newProxyInstance(Admin.class.getClassLoader(),
            new Class<?>[] { Admin.class }, (proxy, method, arguments) -> switch (method.getName()) {
                case "createTopics" -> new Created(futures(names(arguments[0]), this.created));
                case "describeTopics" -> new Described(futures(names(arguments[0]), this.described));
                default -> throw new UnsupportedOperationException(method.toString());
            });

    @Test
    void createsMissingTopicsOnly() throws Exception {
        this.created.put("AIR", new TopicExistsException("exists"));

        assertThat(create("AIR", "EARTH")).isEmpty();
    }

    @Test
    void usesExistingTopicsWithoutTheRightToCreate() throws Exception {
        this.created.put("AIR", MAY_NOT);

        assertThat(create("AIR")).isEmpty();
        assertThatCode(() -> Topics.createMissing(this.admin, TIMEOUT, Topics.rows("AIR", 1, (short) 1)))
            .doesNotThrowAnyException();
    }

    @Test
    void judgesEachTopicSeparately() throws Exception {
        this.created.put("AIR", MAY_NOT);
        this.created.put("EARTH", new PolicyViolationException("too few replicas"));
        this.created.put("WATER", UNKNOWN);
        this.described.put("EARTH", UNKNOWN);

        assertThat(create("AIR", "EARTH", "WATER", "FIRE")).containsOnlyKeys("EARTH", "WATER")
            .containsEntry("EARTH", this.created.get("EARTH"));
        assertThatExceptionOfType(ExecutionException.class)
            .isThrownBy(() -> Topics.createMissing(this.admin, TIMEOUT, Topics.rows("EARTH", 1, (short) 1)))
            .withCause(this.created.get("EARTH"));
    }

    @Test
    void treatsATopicThatCouldNotBeDescribedAsATransientFailure() throws Exception {
        this.created.put("AIR", MAY_NOT);
        this.described.put("AIR", new LeaderNotAvailableException("not now"));

        assertThat(create("AIR")).containsEntry("AIR", this.described.get("AIR"));
        assertThat(Topics.isForGood(this.described.get("AIR"))).isFalse();
    }

    @Test
    void describesTopicsAndReturnsTheFailuresOfOthers() throws Exception {
        this.described.put("AIR", UNKNOWN);
        Map<String, Throwable> refused = new HashMap<>();

        assertThat(Topics.describeEach(this.admin, TIMEOUT, List.of("AIR", "EARTH"), refused))
            .containsOnlyKeys("EARTH");
        assertThat(refused).isEqualTo(Map.of("AIR", UNKNOWN));
    }

    @Test
    void describesAllTopicsOrNone() throws Exception {
        LazyAdmin lazy = new LazyAdmin(Map.of("bootstrap.servers", "localhost:9092"), (settings) -> this.admin);
        assertThat(Topics.describe(lazy, TIMEOUT, "AIR", "EARTH")).containsOnlyKeys("AIR", "EARTH");

        this.described.put("AIR", UNKNOWN);
        assertThatExceptionOfType(ExecutionException.class)
            .isThrownBy(() -> Topics.describe(lazy, TIMEOUT, "AIR", "EARTH"))
            .withCause(UNKNOWN);
    }

    private Map<String, Throwable> create(String... topics) throws Exception {
        return Topics.createEach(this.admin, TIMEOUT,
                List.of(topics).stream().map((topic) -> Topics.rows(topic, 1, (short) 1)).toList());
    }

    private static List<String> names(Object topics) {
        return ((Collection<?>) topics).stream()
            .map((topic) -> (topic instanceof NewTopic created) ? created.name() : topic.toString())
            .toList();
    }

    private static <T> Map<String, KafkaFuture<T>> futures(List<String> topics, Map<String, ApiException> failures) {
        return topics.stream().collect(Collectors.toMap((topic) -> topic, (topic) -> future(failures.get(topic))));
    }

    private static <T> KafkaFuture<T> future(@Nullable ApiException failure) {
        KafkaFutureImpl<T> future = new KafkaFutureImpl<>();
        if (failure != null) {
            future.completeExceptionally(failure);
        }
        else {
            future.complete(null);
        }
        return future;
    }

    private static final class Created extends CreateTopicsResult {

        Created(Map<String, KafkaFuture<TopicMetadataAndConfig>> futures) {
            super(futures);
        }

    }

    private static final class Described extends DescribeTopicsResult {

        Described(Map<String, KafkaFuture<TopicDescription>> futures) {
            super(null, futures);
        }

    }

}
