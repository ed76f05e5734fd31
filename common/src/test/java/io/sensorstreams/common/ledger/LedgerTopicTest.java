package io.sensorstreams.common.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import io.sensorstreams.common.kafka.RefusedRecordException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LedgerTopicTest {

    private final LedgerEntry file = LedgerEntry.builder("g", "T", 3, "T-3-00000000000000000007.csv")
        .nextOffset(9)
        .rows(2)
        .bytes(10)
        .crc32c("0000abcd")
        .sealed(true)
        .owner("c-0")
        .topicId("id")
        .disk("disk")
        .build();

    private final LedgerGap gap = new LedgerGap("g", "T", 3, 7, 17, LedgerGap.Kind.SKIPPED, 10, "bad rows",
            Instant.parse("2026-01-31T12:00:00Z"), "c-0", "id", true);

    @Test
    void readsWhatItWrote() throws Exception {
        assertThat(decode(LedgerTopic.commit(this.file, 4))).isEqualTo(this.file);
        assertThat(decode(LedgerTopic.commit(this.gap, 4))).isEqualTo(this.gap);
    }

    @Test
    void writesAllRecordsOfATopicPartitionToOnePartition() {
        assertThat(LedgerTopic.commit(this.gap, 4).partition()).isEqualTo(LedgerTopic.commit(this.file, 4).partition());
        assertThat(LedgerTopic.delete(this.gap, 4).key()).asString().isEqualTo("g/T/3/@SKIPPED-00000000000000000007");
    }

    @Test
    void keepsThePartitionOfAKeyWhenPartitionsAreAdded() {
        for (int partitions = LedgerTopic.PARTITIONS; partitions < 50; partitions++) {
            assertThat(LedgerTopic.commit(this.file, partitions).partition())
                .isEqualTo(LedgerTopic.commit(this.file, LedgerTopic.PARTITIONS).partition());
        }
        assertThat(LedgerTopic.commit(this.file, 1).partition()).isZero();
        assertThat(new LedgerTopic(12).partition(this.gap.key()))
            .hasValue(LedgerTopic.commit(this.gap, LedgerTopic.PARTITIONS).partition());
        assertThat(new LedgerTopic(4).partition("g/T/x/y")).isEmpty();
    }

    @Test
    void refusesAGapOfAPartitionThatNoTopicHas() {
        assertThatExceptionOfType(RefusedRecordException.class)
            .isThrownBy(() -> new LedgerTopic(4).checkKey("g/T/1000000000/@SKIPPED-00000000000000000007", 0))
            .withMessage("names no output file and no gap");
    }

    @Test
    void truncatesTheReasonOfAGap() {
        LedgerGap bounded = new LedgerGap("g", "T", 3, 7, 17, LedgerGap.Kind.DELETED, 10, "x".repeat(10_000),
                Instant.EPOCH, "c-0", "id", false);

        assertThat(bounded.reason()).hasSize(LedgerGap.MAX_REASON).endsWith("x…");
    }

    private static LedgerRecord decode(ProducerRecord<byte[], byte[]> record) throws Exception {
        String key = new String(record.key(), StandardCharsets.UTF_8);
        return new LedgerTopic(4)
            .decode(new ConsumerRecord<>(record.topic(), record.partition(), 0, key, record.value()));
    }

}
