package io.sensorstreams.producer.clocks;

import java.time.Duration;
import java.time.Instant;

import io.sensorstreams.producer.clock.ClockDefinition;
import io.sensorstreams.producer.clock.ClockSpec;
import io.sensorstreams.producer.clock.ClockState;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ClocksTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private static final Duration LEAD = Duration.ofMillis(250);

    private static final ClockDefinition STOPPED = ClockDefinition.create("august",
            new ClockSpec("2023-08-01", "2023-08-02", null, 86_400.0, null), NOW);

    private static final ClockDefinition RUNNING = STOPPED.started(NOW, NOW);

    @Test
    void startsAClockThatWasSoughtAtItsEnd() {
        Instant later = NOW.plusSeconds(60);
        assertThatExceptionOfType(ClockConflictException.class).isThrownBy(() -> started(RUNNING, later))
            .withMessage("Clock 'august' has reached its end, '2023-08-02'; seek to an earlier time first");
        ClockDefinition sought = RUNNING.sought(RUNNING.effect(later, LEAD), RUNNING.spec().first(), later);

        ClockDefinition started = started(sought, later.plusMillis(10));

        assertThat(started.stateAt(later.plusMillis(500))).isEqualTo(ClockState.RUNNING);
        assertThat(started.eventAt(later.plusMillis(300))).isGreaterThan(RUNNING.spec().first());
    }

    @Test
    void letsAClockRunThatRuns() {
        assertThat(started(RUNNING, NOW.plusMillis(900))).isSameAs(RUNNING);
    }

    @Test
    void doesNotPauseAStoppedClock() {
        assertThat(held(STOPPED, ClockState.PAUSED)).isSameAs(STOPPED);
        assertThat(held(RUNNING, ClockState.PAUSED).state()).isEqualTo(ClockState.PAUSED);
        assertThat(held(held(RUNNING, ClockState.PAUSED), ClockState.STOPPED).state()).isEqualTo(ClockState.STOPPED);
    }

    private static ClockDefinition started(ClockDefinition clock, Instant now) {
        return Clocks.started(clock, now, clock.effect(now, LEAD));
    }

    private static ClockDefinition held(ClockDefinition clock, ClockState as) {
        return Clocks.held(clock, as, NOW, clock.effect(NOW, LEAD));
    }

}
