package io.sensorstreams.common.watch;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class LoopWatchTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

    private final LoopWatch watch = new LoopWatch(Duration.ofSeconds(10), this.nanos::get);

    @Test
    void namesALoopBeyondItsLimit() {
        LoopWatch.Loop stuck = this.watch.start("AIR-0-C-1", Duration.ofSeconds(300));
        LoopWatch.Loop other = this.watch.start("leftovers");
        pass(300);
        other.tick();
        assertThat(this.watch.health().getStatus()).isEqualTo(Status.UP);

        pass(1);

        assertThat(this.watch.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(this.watch.health().getDetails()).containsExactly(
                entry("AIR-0-C-1", "has not completed an iteration for 301 s, expected at least every 300 s"));
        stuck.tick();
        assertThat(this.watch.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void forgetsALoopThatHasEnded() {
        try (LoopWatch.Loop loop = this.watch.start("group-AIR-1")) {
            loop.tick();
            pass(11);
            assertThat(this.watch.health().getStatus()).isEqualTo(Status.DOWN);
        }
        assertThat(this.watch.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void countsStuckLoopsAndTheirTimeAway() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        this.watch.bindTo(registry);
        LoopWatch.Loop first = this.watch.start("one");
        this.watch.start("two");
        pass(7);
        first.tick();
        pass(7);

        assertThat(registry.get("sensor.loops.stuck").gauge().value()).isEqualTo(1);
        assertThat(registry.get("sensor.loop.away").timeGauge().value(TimeUnit.SECONDS)).isEqualTo(14);
    }

    private void pass(int seconds) {
        this.nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

}
