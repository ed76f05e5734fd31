package io.sensorstreams.producer.run;

import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PausesTest {

    private static final long MILLI = Duration.ofMillis(1).toNanos();

    private final Pauses pauses = new Pauses(new StreamProperties(Duration.ofMillis(200), Duration.ofMillis(2),
            Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(6)), 0);

    @Test
    void beginsWithoutAPause() {
        assertThat(this.pauses.remaining(0)).isZero();
    }

    @Test
    void pausesAQuarterOfTheCommitWithinBounds() {
        this.pauses.afterCommit(MILLI, 40 * MILLI);
        assertThat(this.pauses.remaining(MILLI)).isEqualTo(10 * MILLI);
        assertThat(this.pauses.remaining(4 * MILLI)).isEqualTo(7 * MILLI);
        assertThat(this.pauses.remaining(20 * MILLI)).isZero();

        this.pauses.afterCommit(0, MILLI);
        assertThat(this.pauses.remaining(0)).isEqualTo(2 * MILLI);
        this.pauses.afterCommit(0, 10_000 * MILLI);
        assertThat(this.pauses.remaining(0)).isEqualTo(200 * MILLI);
    }

    @Test
    void pausesLongerWithEachFailureUntilACommit() {
        assertThat(Stream.generate(() -> this.pauses.afterFailure(0, false).toSeconds()).limit(12)).containsExactly(1L,
                2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 10L, 10L);
        assertThat(this.pauses.remaining(0)).isEqualTo(Duration.ofSeconds(10).toNanos());

        this.pauses.committed();

        assertThat(this.pauses.afterFailure(0, false)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void pausesLongEnoughForTheNextOwnerAfterItWasFenced() {
        assertThat(this.pauses.afterFailure(0, true)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void endsAPauseEarly() {
        this.pauses.afterFailure(0, false);

        this.pauses.end(5);

        assertThat(this.pauses.remaining(5)).isZero();
    }

}
