package io.sensorstreams.consumer.sink;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.sensorstreams.common.ledger.DisputedFiles;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.common.ledger.LedgerGap.Kind;
import io.sensorstreams.consumer.disk.SimulatedClock;
import io.sensorstreams.consumer.parquet.output.TestParquet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecoveryTargetTest {

    private static final String FILE = "AIR-0-00000000000000000000.csv";

    private final LedgerEntry entry = LedgerEntry.builder("AIR", "AIR", 0, "AIR-0-00000000000000000020.csv")
        .nextOffset(30)
        .build();

    private RecoveryTarget target(Set<String> disputed) {
        WriterSettings settings = new WriterSettings("cluster-a", "topic-1", "consumer-0",
                new RollPolicy(1, 1, Duration.ofMinutes(1), 2), new SimulatedClock(),
                TestWriters.observer(new ArrayList<>()), TestParquet.OUTPUT);
        return new RecoveryTarget(settings, List.of(this.entry), 40, new DisputedFiles(disputed),
                List.of(gap(0, 10, Kind.RETENTION), gap(10, 20, Kind.DELETED)));
    }

    private static LedgerGap gap(long from, long to, Kind kind) {
        return new LedgerGap("AIR", "AIR", 0, from, to, kind, 1, "reason", Instant.EPOCH, "consumer-0", "topic-1",
                true);
    }

    @Test
    void findsFilesObsoleteWhoseRowsAreNotCommittedOrElsewhere() {
        RecoveryTarget target = target(Set.of());

        assertThat(target.isObsolete(FILE, 40)).as("not committed").isTrue();
        assertThat(target.isObsolete(FILE, 39)).as("committed, in no file").isFalse();
        assertThat(target.isObsolete(FILE, 30)).as("after a file").isFalse();
        assertThat(target.isObsolete(FILE, 29)).as("in another file").isTrue();
        assertThat(target.isObsolete(FILE, 20)).as("in another file").isTrue();
        assertThat(target.isObsolete(FILE, 19)).as("removed from Kafka").isFalse();
        assertThat(target.isObsolete(FILE, 9)).as("removed by retention").isTrue();
    }

    @Test
    void findsNoFileObsoleteWhoseRecordIsInvalid() {
        assertThat(target(Set.of(FILE)).isObsolete(FILE, 40)).isFalse();
    }

}
