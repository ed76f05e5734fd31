package io.sensorstreams.consumer.group;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import io.sensorstreams.common.access.PollRefusals;
import io.sensorstreams.common.kafka.LazyAdmin;
import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.listen.SimulatedContext;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.sink.Sinks;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Groups that are ready try to start and fail, because no consumer can be created. */
class ListenerStarterTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final LoopWatch watch = new LoopWatch(Duration.ofMinutes(5));

    private final AtomicInteger attempts = new AtomicInteger();

    private volatile String refused = "";

    private volatile boolean away;

    private volatile Duration later = Duration.ZERO;

    private final LazyAdmin admin = new LazyAdmin(Map.of("bootstrap.servers", "localhost:1"),
            (settings) -> (Admin) Proxy.newProxyInstance(Admin.class.getClassLoader(), new Class<?>[] { Admin.class },
                    (proxy, method, arguments) -> answer(method.getName(), arguments)));

    private final Ledger ledger = new Ledger(this.admin, () -> {
        throw new KafkaException("No ledger is read");
    }, this.watch);

    private final ListenerGroup air = group("AIR");

    private final ListenerGroup earth = group("EARTH");

    private final ListenerStarter starter = new ListenerStarter(topics(), new Listeners(List.of(this.air, this.earth)),
            this.watch, new LaterClock());

    @BeforeEach
    void start() {
        this.ledger.start("cluster");
    }

    @AfterEach
    void stop() {
        this.starter.stop();
        this.ledger.close();
        this.admin.close();
    }

    @Test
    void aTopicThatCannotBeUsedKeepsOnlyItsGroupWaiting() {
        this.refused = "EARTH";
        this.starter.start();

        await().atMost(SOON).until(() -> this.attempts.get() > 0);
        assertThat(this.earth.view().reason()).isEqualTo(
                "Topic EARTH cannot be used: org.apache.kafka.common.errors.InvalidTopicException: refused by a test");
        assertThat(this.air.view().reason()).startsWith("Start failed and will be tried again");

        this.refused = "";
        this.later = Duration.ofMinutes(1);
        await().atMost(SOON)
            .until(() -> String.valueOf(this.earth.view().reason()).startsWith("Start failed and will be tried again"));
    }

    @Test
    void aRefusedDeadLetterTopicKeepsNoGroupWaiting() {
        this.refused = "EARTH-dlt";
        this.starter.start();

        await().atMost(SOON).until(() -> String.valueOf(this.earth.view().reason()).startsWith("Start failed"));
    }

    @Test
    void supervisesReadyGroupsWithoutABroker() {
        this.starter.start();
        await().atMost(SOON).until(() -> this.attempts.get() > 0);

        this.away = true;
        this.later = Duration.ofMinutes(1);
        await().atMost(SOON).until(() -> String.valueOf(this.air.view().reason()).contains("away"));

        int before = this.attempts.get();
        await().atMost(SOON).until(() -> this.attempts.get() > before + 1);
    }

    private Object answer(String method, Object[] arguments) {
        if (this.away && !method.equals("close")) {
            throw new KafkaException("The broker is away");
        }
        return switch (method) {
            case "createTopics" -> new Created(((Collection<?>) arguments[0]).stream()
                .map((topic) -> ((NewTopic) topic).name())
                .collect(Collectors.toMap((topic) -> topic,
                        (topic) -> future(null, new InvalidTopicException("refused by a test"), topic))));
            case "describeTopics" -> new Described(((Collection<?>) arguments[0]).stream()
                .map(Object::toString)
                .collect(Collectors.toMap((topic) -> topic, (topic) -> future(description(topic),
                        new UnknownTopicOrPartitionException("refused by a test"), topic))));
            case "close" -> this;
            default -> throw new UnsupportedOperationException(method);
        };
    }

    private <T> KafkaFuture<T> future(T value, KafkaException refusal, String topic) {
        KafkaFutureImpl<T> future = new KafkaFutureImpl<>();
        if (topic.equals(this.refused)) {
            future.completeExceptionally(refusal);
        }
        else {
            future.complete(value);
        }
        return future;
    }

    private static TopicDescription description(String topic) {
        return new TopicDescription(topic, false,
                List.of(new TopicPartitionInfo(0, Node.noNode(), List.of(), List.of())));
    }

    private ListenerGroup group(String topic) {
        ConcurrentMessageListenerContainer<byte[], byte[]> container = container(topic);
        return new ListenerGroup(topic,
                List.of(new ListenerContainer(new ListenerSpec(topic, topic, "c-" + topic, List.of(topic), List.of()),
                        () -> container, 16)),
                new PollRefusals(), this.watch, Clock.systemUTC());
    }

    private ConcurrentMessageListenerContainer<byte[], byte[]> container(String topic) {
        ContainerProperties properties = new ContainerProperties(topic);
        properties.setGroupId(topic);
        properties.setMessageListener((MessageListener<byte[], byte[]>) (record) -> {
        });
        return new ConcurrentMessageListenerContainer<>(new DefaultKafkaConsumerFactory<byte[], byte[]>(Map.of()) {

            @Override
            protected Consumer<byte[], byte[]> createRawConsumer(Map<String, Object> settings) {
                ListenerStarterTest.this.attempts.incrementAndGet();
                throw new KafkaException("No consumer can be made");
            }

        }, properties);
    }

    private SinkTopics topics() {
        return new SinkTopics(this.admin, new Sinks(List.of(sink("AIR"), sink("EARTH"))), this.ledger,
                SimulatedContext.properties("consumer-0"));
    }

    private static Sink sink(String topic) {
        return new Sink(topic, topic, Path.of("unused"), FileFormat.CSV);
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

    /** Advanced by the test while the starter's thread reads it. */
    private final class LaterClock extends Clock {

        @Override
        public Instant instant() {
            return Instant.now().plus(ListenerStarterTest.this.later);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

    }

}
