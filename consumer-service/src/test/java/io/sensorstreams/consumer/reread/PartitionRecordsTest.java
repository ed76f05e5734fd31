package io.sensorstreams.consumer.reread;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class PartitionRecordsTest {

    private static final TopicPartition PARTITION = new TopicPartition("AIR", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");

    private final AtomicLong progress = new AtomicLong();

    private final PartitionRecords records = new PartitionRecords(this.consumer, PARTITION, this.progress::addAndGet);

    @Test
    void readsToTheEndInSeveralPolls() {
        this.consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        this.consumer.schedulePollTask(() -> add(2, 3));
        this.consumer.schedulePollTask(() -> add(5, 7));

        assertThat(offsets(2, 7)).containsExactly(2L, 3L, 5L);
        assertThat(this.progress).hasValue(3);
    }

    @Test
    void endsAfterTransactionMarkers() {
        this.consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        this.consumer.schedulePollTask(() -> add(0));
        this.consumer.schedulePollTask(() -> this.consumer.seek(PARTITION, 4));

        assertThat(offsets(0, 4)).containsExactly(0L);
    }

    @Test
    void readsNothingFromAnEmptyRange() {
        assertThat(offsets(3, 3)).isEmpty();
    }

    @Test
    void reportsWhichRecordsWereDeleted() {
        this.consumer.updateBeginningOffsets(Map.of(PARTITION, 15L));
        this.consumer.schedulePollTask(
                () -> this.consumer.setPollException(new OffsetOutOfRangeException(Map.of(PARTITION, 7L))));

        assertThatIllegalStateException().isThrownBy(() -> offsets(7, 20))
            .withMessageStartingWith("Kafka does not have offset 7 of topic AIR partition 0");
    }

    private void add(long... offsets) {
        for (long offset : offsets) {
            this.consumer.addRecord(new ConsumerRecord<>("AIR", 0, offset, new byte[0], new byte[0]));
        }
    }

    private List<Long> offsets(long from, long to) {
        List<Long> offsets = new ArrayList<>();
        this.records.read(from, to).forEachRemaining((record) -> offsets.add(record.offset()));
        return offsets;
    }

}
