package io.sensorstreams.common.topic;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.sensorstreams.common.watch.LoopWatch;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class TopicTableTest {

    private final LoopWatch watch = new LoopWatch(Duration.ofMinutes(1));

    private final AtomicInteger failures = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(ints = { 1, 3 })
    void readsWhenAConsumerCanBeCreatedAgain(int times) throws Exception {
        this.failures.set(times);
        LazyAdmin noAdmin = new LazyAdmin(Map.of("bootstrap.servers", "localhost:9092"));
        try (TopicTable<String> table = new TopicTable<>("sensor-ledger", noAdmin, this::consumer,
                (record) -> new String(record.value(), StandardCharsets.UTF_8), this.watch)) {
            table.start();

            table.awaitLoaded(Duration.ofSeconds(30));

            assertThat(this.failures.get()).isNegative();
            assertThat(this.watch.health().getStatus()).isEqualTo(Status.UP);
        }
    }

    /** Any exception; it must not end the thread. */
    private Consumer<String, byte[]> consumer() {
        int left = this.failures.getAndDecrement();
        if (left > 0) {
            if (left == 2) {
                throw new StackOverflowError("thrown by a test");
            }
            throw new KafkaException("No resolvable bootstrap urls given in bootstrap.servers");
        }
        TopicPartition partition = new TopicPartition("sensor-ledger", 0);
        MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
        consumer.updatePartitions("sensor-ledger",
                List.of(new PartitionInfo("sensor-ledger", 0, Node.noNode(), new Node[0], new Node[0])));
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.updateEndOffsets(Map.of(partition, 0L));
        return consumer;
    }

}
