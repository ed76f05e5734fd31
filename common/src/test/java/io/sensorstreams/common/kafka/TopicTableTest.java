package io.sensorstreams.common.kafka;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import io.sensorstreams.common.watch.LoopWatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(60)
class TopicTableTest {

    private static final TopicPartition PARTITION = new TopicPartition("sensor-ledger", 0);

    private static final Duration LONG = Duration.ofSeconds(30);

    private final LoopWatch watch = new LoopWatch(Duration.ofMinutes(1));

    private final AtomicInteger failures = new AtomicInteger();

    private @Nullable RuntimeException refusal;

    @ParameterizedTest
    @ValueSource(ints = { 1, 3 })
    void readsWhenAConsumerCanBeCreatedAgain(int times) throws Exception {
        this.failures.set(times);
        try (TopicTable<String> table = table(this::consumerAfterFailures)) {
            table.start();

            table.awaitLoaded(LONG);

            assertThat(this.failures.get()).isNegative();
            assertThat(this.watch.health().getStatus()).isEqualTo(Status.UP);
        }
    }

    @Test
    void waitsForARecord() throws Exception {
        try (TopicTable<String> table = table(TopicTableTest::consumerOfTwo)) {
            table.start();

            table.awaitRecord(0, 1, LONG);

            assertThat(table.values()).containsExactlyInAnyOrder("1", "2");
        }
    }

    @Test
    void waitsForAValue() throws Exception {
        try (TopicTable<String> table = table(TopicTableTest::consumerOfTwo)) {
            table.start();

            table.awaitValue("b", "2"::equals, LONG);

            assertThat(table.get("a")).hasValue("1");
        }
    }

    @Test
    void waitsForAllRecordsOfTheTopic() throws Exception {
        try (TopicTable<String> table = table(TopicTableTest::consumerOfTwo)) {
            table.start();

            table.awaitCaughtUp(LONG);

            assertThat(table.values()).hasSize(2);
            assertThat(table.awaitCaughtUp(0, LONG)).isEqualTo(2);
        }
    }

    @Test
    void reportsWhatWasNotReadInTime() {
        try (TopicTable<String> table = table(TopicTableTest::consumerOfTwo)) {
            assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> table.awaitLoaded(Duration.ZERO))
                .withMessage("Topic sensor-ledger was not read up to the end that it had then within PT0S; reached {}");
            assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> table.awaitRecord(0, 4, Duration.ofMillis(1)))
                .withMessage("Topic sensor-ledger was not read up to {sensor-ledger-0=5} within PT0.001S; reached {}");
            assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> table.awaitValue("c", "3"::equals, Duration.ZERO))
                .withMessage("Topic sensor-ledger was not read up to the awaited value of 'c' within PT0S; reached {}");
        }
    }

    @Test
    void reportsThatTheEndOfTheTopicIsNotKnown() {
        this.refusal = new TopicAuthorizationException("not allowed");
        try (TopicTable<String> table = table(TopicTableTest::consumerOfTwo)) {
            assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> table.awaitCaughtUp(0, LONG))
                .withMessageStartingWith("The end of topic sensor-ledger is not known: ")
                .withMessageEndingWith("not allowed");
        }
    }

    private TopicTable<String> table(Supplier<Consumer<String, byte[]>> consumers) {
        LazyAdmin admin = new LazyAdmin(Map.of("bootstrap.servers", "localhost:9092"), (settings) -> admin());
        return new TopicTable<>("sensor-ledger", admin, this.watch, () -> new TableReader<>("sensor-ledger", consumers,
                (record) -> new String(record.value(), StandardCharsets.UTF_8), TableReader.NOBODY, new NoPauses()));
    }

    private Admin admin() {
        return (Admin) Proxy.newProxyInstance(Admin.class.getClassLoader(), new Class<?>[] { Admin.class },
                (proxy, method, arguments) -> method.getName().equals("listOffsets")
                        ? new ListOffsetsResult(Map.of(PARTITION, end())) : null);
    }

    private KafkaFuture<ListOffsetsResultInfo> end() {
        KafkaFutureImpl<ListOffsetsResultInfo> future = new KafkaFutureImpl<>();
        if (this.refusal != null) {
            future.completeExceptionally(this.refusal);
        }
        else {
            future.complete(new ListOffsetsResultInfo(2, -1, Optional.empty()));
        }
        return future;
    }

    /** Any exception; it must not end the thread. */
    private Consumer<String, byte[]> consumerAfterFailures() {
        int left = this.failures.getAndDecrement();
        if (left > 0) {
            if (left == 2) {
                throw new StackOverflowError("thrown by a test");
            }
            throw new KafkaException("No resolvable bootstrap urls given in bootstrap.servers");
        }
        return consumer(0);
    }

    private static Consumer<String, byte[]> consumerOfTwo() {
        MockConsumer<String, byte[]> consumer = consumer(1);
        consumer.schedulePollTask(() -> TableReaderTest.add(consumer, 0, "a", "1"));
        consumer.schedulePollTask(() -> TableReaderTest.add(consumer, 1, "b", "2"));
        return consumer;
    }

    static MockConsumer<String, byte[]> consumer(long end) {
        MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
        consumer.updatePartitions("sensor-ledger",
                List.of(new PartitionInfo("sensor-ledger", 0, Node.noNode(), new Node[0], new Node[0])));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, end));
        return consumer;
    }

    /** Time that passes only in pauses, which are over at once. */
    private static final class NoPauses implements TableReader.Time {

        private final AtomicLong nanos = new AtomicLong();

        @Override
        public long nanoTime() {
            return this.nanos.get();
        }

        @Override
        public void park(long wanted) {
            this.nanos.addAndGet(wanted);
        }

    }

}
