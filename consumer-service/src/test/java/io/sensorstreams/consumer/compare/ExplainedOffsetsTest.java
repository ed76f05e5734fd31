package io.sensorstreams.consumer.compare;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.common.ledger.LedgerGap.Kind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class ExplainedOffsetsTest {

    @Test
    void joinsGapsThatOverlapOrTouch() {
        ExplainedOffsets explained = new ExplainedOffsets(
                List.of(gap(20, 22, Kind.SKIPPED), gap(3, 9, Kind.DELETED), gap(4, 5, Kind.SKIPPED),
                        gap(9, 11, Kind.FILES_LOST), gap(15, 15, Kind.SKIPPED), gap(0, 100, Kind.LETTER_REFUSED)));

        assertThat(LongStream.range(0, 30).filter(explained::has)).containsExactly(3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 20L,
                21L);
    }

    @Test
    void findsOffsetsAmongManyGaps() {
        int many = 100_000;
        ExplainedOffsets explained = new ExplainedOffsets(IntStream.range(0, many)
            .mapToObj((number) -> gap(2L * number, 2L * number + 1, Kind.SKIPPED))
            .toList());

        assertTimeoutPreemptively(Duration.ofSeconds(20),
                () -> assertThat(LongStream.range(0, 2L * many).filter(explained::has).count()).isEqualTo(many));
    }

    private static LedgerGap gap(long from, long to, Kind kind) {
        return new LedgerGap("AIR", "AIR", 0, from, to, kind, to - from, "a reason", Instant.EPOCH, "consumer-0", "",
                true);
    }

}
