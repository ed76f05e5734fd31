package io.sensorstreams.consumer.find;

import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RecordSearchTest {

    private static long find(@Nullable Long run, long seq, SentRows... partitions) {
        return search(partitions).find(run, seq).offset();
    }

    private static RecordSearch search(SentRows... partitions) {
        return new RecordSearch("AIR", "air",
                List.of(partitions).stream().map((partition) -> partition.search("air")).toList());
    }

    @Test
    void findsEachRowOfEachRun() {
        SentRows partition = new SentRows().others(3);
        for (int run = 1; run <= 3; run++) {
            for (int seq = 0; seq < 20; seq += 2) {
                partition.rows("air", run, seq, seq + 2).skipOffsets(1).rows("earth", 7, seq, seq + 1).skipOffsets(2);
            }
        }

        for (int run = 1; run <= 3; run++) {
            for (int seq = 0; seq < 20; seq++) {
                ConsumerRecord<byte[], byte[]> found = search(partition).find((long) run, seq);
                assertThat(new String(found.headers().lastHeader("row").value())).isEqualTo("air/" + run + "/" + seq);
            }
        }
    }

    @Test
    void readsLittleOfALargePartition() {
        SentRows partition = new SentRows().rows("air", 1, 0, 100_000);

        assertThat(find(1L, 77_777, partition)).isEqualTo(77_777);
        assertThat(partition.read()).isLessThan(100);
    }

    @Test
    void takesTheLatestRunThatHasTheRow() {
        SentRows partition = new SentRows().rows("air", 1, 0, 10).rows("air", 2, 0, 10).rows("air", 4, 0, 3);

        assertThat(find(null, 2, partition)).isEqualTo(22);
        assertThat(find(null, 5, partition)).isEqualTo(15);
    }

    @Test
    void searchesEveryPartition() {
        SentRows first = new SentRows().rows("air", 1, 0, 5).rows("air", 2, 0, 1);
        SentRows second = new SentRows().rows("air", 1, 5, 10).others(4).rows("air", 3, 0, 2);

        assertThat(find(null, 7, first, second)).isEqualTo(2);
        assertThat(find(null, 4, first, second)).isEqualTo(4);
        assertThat(find(null, 0, first, second)).isEqualTo(9);
        assertThat(find(2L, 0, first, second)).isEqualTo(5);
    }

    @Test
    void findsARowThatWasSentTwice() {
        SentRows partition = new SentRows().rows("air", 1, 0, 8).rows("air", 1, 5, 20);

        assertThat(find(1L, 6, partition)).isIn(6L, 9L);
        assertThat(find(1L, 19, partition)).isEqualTo(22);
    }

    @Test
    void readsEverythingWhenRunsAreUsedAgain() {
        SentRows partition = new SentRows().rows("air", 1, 0, 100).rows("air", 1, 0, 50);

        assertThat(find(1L, 80, partition)).isEqualTo(80);
        assertThat(find(null, 80, partition)).isEqualTo(80);
    }

    @Test
    void refusesARowThatNobodySent() {
        SentRows partition = new SentRows().rows("air", 1, 0, 5).rows("air", 1, 6, 9).rows("air", 2, 0, 3);

        assertThatExceptionOfType(RowNotFoundException.class).isThrownBy(() -> find(1L, 5, partition))
            .withMessage("Topic AIR has no row air/1/5");
        assertThatExceptionOfType(RowNotFoundException.class).isThrownBy(() -> find(null, 9, partition))
            .withMessage("Topic AIR has no row air/<any run>/9");
        assertThatExceptionOfType(RowNotFoundException.class)
            .isThrownBy(() -> find(1L, 0, new SentRows().rows("earth", 1, 0, 5)))
            .withMessage("Topic AIR has no row air/1/0; it has no row of stream 'air'");
    }

    @Test
    void saysThatKafkaMayHaveRemovedTheRow() {
        SentRows partition = new SentRows().rows("air", 1, 0, 50).removeBelow(20);

        assertThat(find(1L, 20, partition)).isEqualTo(20);
        assertThatExceptionOfType(RowNotFoundException.class).isThrownBy(() -> find(1L, 19, partition))
            .withMessage("Topic AIR has no row air/1/19; Kafka has removed the oldest records of 1 partitions, and the"
                    + " row may have been one of them. It may still be in a file: files have no numbers of rows");
        assertThatExceptionOfType(RowNotFoundException.class).isThrownBy(() -> find(1L, 50, partition))
            .withMessage("Topic AIR has no row air/1/50");
    }

    @Test
    void findsTheRecordAtAnOffset() {
        SentRows partition = new SentRows().rows("air", 1, 0, 5).skipOffsets(1).rows("air", 1, 5, 7);

        assertThat(RecordSearch.at("AIR partition 0", 4, partition.read(4, 8)).offset()).isEqualTo(4);
        assertThatExceptionOfType(RowNotFoundException.class)
            .isThrownBy(() -> RecordSearch.at("AIR partition 0", 5, partition.read(5, 8)))
            .withMessage("Offset 5 of AIR partition 0 has no record: it belongs to a transaction marker, an aborted"
                    + " transaction, or a record that was compacted; the next record has offset 6");
    }

}
