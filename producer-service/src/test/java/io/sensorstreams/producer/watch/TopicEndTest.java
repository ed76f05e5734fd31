package io.sensorstreams.producer.watch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TopicEndTest {

    private static final TopicPartition FIRST = new TopicPartition("AIR", 0);

    private static final TopicPartition SECOND = new TopicPartition("AIR", 1);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("latest");

    private final TopicEnd end = new TopicEnd("AIR", this.consumer);

    private long now = System.nanoTime();

    @Test
    void beginsAtTheEndOfATopic() {
        ends(500, 0);
        partitions(1);

        assign();

        assertThat(this.consumer.position(FIRST)).isEqualTo(500);
        assertThat(this.end.skip()).isZero();
    }

    @Test
    void readsALaterPartitionFromItsBeginning() {
        ends(500, 70);
        partitions(1);
        assign();
        partitions(2);

        assign();

        assertThat(this.consumer.position(FIRST)).isEqualTo(500);
        assertThat(this.consumer.position(SECOND)).isZero();
    }

    @Test
    void readsATopicThatIsCreatedLaterFromItsBeginning() {
        ends(500, 70);
        partitions(0);
        assign();
        assertThat(this.consumer.assignment()).isEmpty();
        partitions(2);

        assign();

        assertThat(this.consumer.position(FIRST)).isZero();
        assertThat(this.consumer.position(SECOND)).isZero();
    }

    @Test
    void readsEverythingOfASlowTopic() {
        ends(0, 0);
        partitions(1);
        assign();
        ends(1000, 0);

        assertThat(this.end.skip()).isZero();
        assertThat(this.consumer.position(FIRST)).isZero();
    }

    @Test
    void skipsToTheEndOfATopicThatIsFasterThanPeople() {
        ends(0, 0);
        partitions(2);
        assign();
        ends(1_000_000, 50);
        IntStream.range(0, 10)
            .forEach((offset) -> this.consumer
                .addRecord(new ConsumerRecord<>("AIR", 0, offset, new byte[0], new byte[0])));
        this.consumer.poll(Duration.ZERO);

        assertThat(this.end.skip()).isEqualTo(1_000_000 - 10 - 100);
        assertThat(this.consumer.position(FIRST)).isEqualTo(999_900);
        assertThat(this.consumer.position(SECOND)).isZero();
    }

    /** Assigns after the time in which nothing is asked. */
    private void assign() {
        this.end.assign(this.now);
        this.now += Duration.ofSeconds(11).toNanos();
    }

    private void ends(long first, long second) {
        this.consumer.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
        this.consumer.updateEndOffsets(Map.of(FIRST, first, SECOND, second));
    }

    private void partitions(int count) {
        List<PartitionInfo> all = IntStream.range(0, count)
            .mapToObj((partition) -> new PartitionInfo("AIR", partition, Node.noNode(), new Node[0], new Node[0]))
            .toList();
        this.consumer.updatePartitions("AIR", all);
    }

}
