package io.sensorstreams.common.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.common.watch.LoopWatch;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Runs the reader on the thread of the test. Each step runs in one poll of a consumer;
 * pauses pass at once.
 */
@Timeout(60)
class TableReaderTest {

    private static final TopicPartition PARTITION = new TopicPartition("sensor-ledger", 0);

    private final LoopWatch.Loop loop = new LoopWatch(Duration.ofMinutes(1)).start("table");

    private final Deque<MockConsumer<String, byte[]>> consumers = new ArrayDeque<>();

    private final List<Long> pauses = new ArrayList<>();

    private final TableReader.Time time = new TableReader.Time() {

        private long nanos;

        @Override
        public long nanoTime() {
            return this.nanos;
        }

        @Override
        public void park(long wanted) {
            TableReaderTest.this.pauses.add(TimeUnit.NANOSECONDS.toMillis(wanted));
            this.nanos += Math.min(wanted, TableReaderTest.this.longestPause.toNanos());
        }

    };

    private Duration longestPause = Duration.ofMinutes(1);

    private TableReader<String> reader = reader(TableReader.NOBODY);

    @Test
    void pausesAfterRecordsWhileNobodyWaits() {
        MockConsumer<String, byte[]> consumer = consumer(0);
        consumer.schedulePollTask(() -> add(consumer, 0, "a", "1"));
        consumer.schedulePollTask(() -> {
        });
        stopAfter(consumer);

        this.reader.run(this.loop);

        assertThat(this.pauses).containsExactly(20L);
        assertThat(this.reader.contents().get("a")).hasValue("1");
        assertThat(this.reader.progress().positions()).isEqualTo(Map.of(PARTITION, 1L));
    }

    @Test
    void doesNotPauseForACallerThatWaits() throws Exception {
        MockConsumer<String, byte[]> consumer = consumer(0);
        List<Long> whileAwaited = new ArrayList<>(List.of(-1L));
        consumer.schedulePollTask(() -> {
            Awaitility.await().until(this.reader.progress()::isAwaited);
            add(consumer, 0, "a", "1");
        });
        consumer.schedulePollTask(() -> {
            whileAwaited.clear();
            whileAwaited.addAll(this.pauses);
            add(consumer, 1, "a", "2");
        });
        stopAfter(consumer);
        CompletableFuture<Boolean> caller = CompletableFuture.supplyAsync(() -> awaitRecord(1));

        this.reader.run(this.loop);

        assertThat(whileAwaited).isEmpty();
        assertThat(caller.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void doesNotPauseForAListenerAndCallsItBeforeCallersContinue() {
        List<String> told = new ArrayList<>();
        this.reader = reader(
                (keys, newest) -> told.add(keys + " " + newest + " " + this.reader.progress().positions()));
        MockConsumer<String, byte[]> consumer = consumer(0);
        consumer.schedulePollTask(() -> {
            add(consumer, 0, "a", "1");
            add(consumer, 1, "a", "2");
        });
        consumer.schedulePollTask(() -> add(consumer, 2, "a", null));
        stopAfter(consumer);

        this.reader.run(this.loop);

        assertThat(this.pauses).isEmpty();
        assertThat(told).containsExactly("[a] {0=1} {}", "[a] {0=2} {sensor-ledger-0=2}");
    }

    @Test
    void readsAgainAfterASecondEvenIfACallerEndsThePause() {
        this.longestPause = Duration.ofMillis(400);
        MockConsumer<String, byte[]> failing = consumer(0);
        failing.schedulePollTask(() -> failing.setPollException(new KafkaException("thrown by a test")));
        stopAfter(consumer(0));

        this.reader.run(this.loop);

        assertThat(this.pauses).containsExactly(1000L, 600L, 200L);
        assertThat(failing.closed()).isTrue();
    }

    @Test
    void keepsItsValuesUntilTheTopicIsReadAgain() {
        MockConsumer<String, byte[]> failing = consumer(0);
        failing.schedulePollTask(() -> add(failing, 0, "a", "1"));
        failing.schedulePollTask(() -> failing.setPollException(new KafkaException("thrown by a test")));
        MockConsumer<String, byte[]> next = consumer(3);
        List<String> seen = new ArrayList<>();
        next.schedulePollTask(() -> add(next, 1, "a", "2"));
        next.schedulePollTask(() -> {
            seen.add(String.valueOf(this.reader.contents().values()));
            add(next, 2, "b", "3");
        });
        next.schedulePollTask(() -> seen.add(String.valueOf(Set.copyOf(this.reader.contents().values()).size())));
        stopAfter(next);

        this.reader.run(this.loop);

        assertThat(seen).containsExactly("[1]", "2");
        assertThat(this.reader.contents().get("a")).hasValue("2");
    }

    @Test
    void countsARefusedRecordOnceHoweverOftenItIsRead() {
        MockConsumer<String, byte[]> failing = consumer(0);
        failing.schedulePollTask(() -> {
            add(failing, 0, "a", "1");
            add(failing, 1, "a", "invalid");
        });
        failing.schedulePollTask(() -> failing.setPollException(new KafkaException("thrown by a test")));
        MockConsumer<String, byte[]> next = consumer(2);
        next.schedulePollTask(() -> {
            add(next, 0, "a", "1");
            add(next, 1, "a", "invalid");
        });
        stopAfter(next);

        this.reader.run(this.loop);

        assertThat(this.reader.refusedCount()).isEqualTo(1);
        assertThat(this.reader.contents().refused()).extracting(RefusedRecord::place, RefusedRecord::reason)
            .containsExactly(tuple("sensor-ledger-0@1", "is invalid"));
        assertThat(this.reader.contents().get("a")).hasValue("1");
    }

    @Test
    void keepsTheValuesOfADeletedTopicButNotItsPositions() {
        MockConsumer<String, byte[]> deleted = consumer(0);
        deleted.schedulePollTask(() -> {
            add(deleted, 0, "a", "invalid");
            add(deleted, 1, "b", "1");
        });
        deleted.schedulePollTask(this.reader::readRecreated);
        MockConsumer<String, byte[]> recreated = consumer(1);
        List<Map<TopicPartition, Long>> positions = new ArrayList<>();
        recreated.schedulePollTask(() -> positions.add(this.reader.progress().positions()));
        recreated.schedulePollTask(() -> add(recreated, 0, "a", "invalid"));
        stopAfter(recreated);

        this.reader.run(this.loop);

        assertThat(positions).containsExactly(Map.of());
        assertThat(this.reader.progress().positions()).isEqualTo(Map.of(PARTITION, 1L));
        assertThat(this.reader.contents().get("b")).hasValue("1");
        assertThat(this.reader.refusedCount()).isEqualTo(2);
    }

    private TableReader<String> reader(TopicTable.ChangeListener listener) {
        return new TableReader<>("sensor-ledger", this::next, TableReaderTest::decode, listener, this.time);
    }

    private Consumer<String, byte[]> next() {
        return this.consumers.remove();
    }

    private static String decode(ConsumerRecord<String, byte[]> record) throws RefusedRecordException {
        String value = new String(record.value(), StandardCharsets.UTF_8);
        if (value.equals("invalid")) {
            throw new RefusedRecordException("is invalid");
        }
        return value;
    }

    private MockConsumer<String, byte[]> consumer(long end) {
        MockConsumer<String, byte[]> consumer = TopicTableTest.consumer(end);
        this.consumers.add(consumer);
        return consumer;
    }

    private void stopAfter(MockConsumer<String, byte[]> last) {
        last.schedulePollTask(() -> this.reader.stop());
    }

    static void add(MockConsumer<String, byte[]> consumer, long offset, String key, @Nullable String value) {
        consumer.addRecord(new ConsumerRecord<>("sensor-ledger", 0, offset, key,
                (value != null) ? value.getBytes(StandardCharsets.UTF_8) : null));
    }

    private boolean awaitRecord(long offset) {
        try {
            this.reader.progress()
                .await((reached) -> reached.getOrDefault(PARTITION, 0L) > offset, "a record", Duration.ofSeconds(30));
            return true;
        }
        catch (TimeoutException | InterruptedException e) {
            return false;
        }
    }

}
