package io.sensorstreams.producer.clocks;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import io.sensorstreams.producer.clock.ClockDefinition;
import io.sensorstreams.producer.clock.ClockSpec;
import io.sensorstreams.producer.clocks.ClockGap.Follower;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClockGapTest {

    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    private static final Duration LEAD = Duration.ofMillis(250);

    /** An hour takes a minute. */
    private final ClockDefinition clock = ClockDefinition
        .create("august", new ClockSpec("2023-08-01", null, null, 60.0, Duration.ofHours(1)), START)
        .started(START, START);

    @Test
    void jumpsWhenNoStreamHasARowInTime() {
        List<Follower> followers = List.of(follower("2023-08-01T05:00", "2023-08-01T01:00"),
                follower("2023-08-01T04:00", "2023-08-01T00:30"));

        ClockDefinition jumped = passed(followers, START.plusMillis(119_600)).orElseThrow();

        // An hour after the last row, which was due after a minute.
        assertThat(jumped.eventAt(START.plusSeconds(120).minusMillis(1))).isLessThan(event("2023-08-01T02:00"));
        assertThat(jumped.eventAt(START.plusSeconds(120))).isEqualTo(event("2023-08-01T04:00"));
    }

    @Test
    void leavesTimeForOtherChangesUntilTheJumpIsNear() {
        List<Follower> followers = List.of(follower("2023-08-01T05:00", "2023-08-01T01:00"));

        assertThat(passed(followers, START.plusSeconds(65))).isEmpty();
        assertThat(passed(followers, START.plusMillis(119_490))).isEmpty();
        assertThat(passed(followers, START.plusMillis(119_510))).isNotEmpty();
    }

    @Test
    void doesNotJumpToATimeThatTheClockDoesNotShow() {
        List<Follower> followers = List.of(new Follower(1L << 51, event("2023-08-01T01:00")));

        assertThat(passed(followers, START.plusSeconds(125))).isEmpty();
    }

    @Test
    void jumpsALittleLaterWhenItKnowsTooLate() {
        List<Follower> followers = List.of(follower("2023-08-02T00:00", "2023-08-01T01:00"));
        Instant late = START.plusSeconds(125);

        assertThat(passed(followers, late).orElseThrow().eventAt(late.plus(LEAD))).isEqualTo(event("2023-08-02T00:00"));
    }

    @Test
    void waitsForARowThatComesInTime() {
        assertThat(passed(List.of(follower("2023-08-01T02:00", "2023-08-01T01:00"),
                follower("2023-08-01T09:00", "2023-08-01T01:00")), START.plusSeconds(61)))
            .isEmpty();
    }

    @Test
    void countsAGapFromTheStartOfTheClock() {
        assertThat(
                passed(List.of(new Follower(event("2023-08-03T00:00"), null)), START.plusMillis(59_600)).orElseThrow()
                    .eventAt(START.plusSeconds(60)))
            .isEqualTo(event("2023-08-03T00:00"));
    }

    @Test
    void doesNotJumpWithoutStreams() {
        assertThat(passed(List.of(), START)).isEmpty();
    }

    @Test
    void doesNotJumpOverWhatComesBeforeTheJump() {
        assertThat(passed(List.of(follower("2023-08-01T02:00:10", "2023-08-01T01:00")), START.plusSeconds(120)))
            .isEmpty();
    }

    private Optional<ClockDefinition> passed(List<Follower> followers, Instant now) {
        return ClockGap.passed(this.clock, followers, now, LEAD);
    }

    private static Follower follower(String next, String last) {
        return new Follower(event(next), event(last));
    }

    private static long event(String local) {
        return LocalDateTime.parse(local).toInstant(ZoneOffset.UTC).toEpochMilli();
    }

}
