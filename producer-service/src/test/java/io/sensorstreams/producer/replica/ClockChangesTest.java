package io.sensorstreams.producer.replica;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.sensorstreams.producer.clock.ClockTime;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ClockChangesTest {

    private final AtomicInteger told = new AtomicInteger();

    private volatile long change = ClockTime.NEVER;

    @Test
    void tellsAgainWhenTheChangeTookEffectWhileItWasTold() {
        ClockChanges changes = new ClockChanges(this::next, (names) -> {
            this.told.incrementAndGet();
            LockSupport.parkNanos(this.change - System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50));
        });
        this.change = in(20);

        changes.changed(Set.of("august"));

        await().untilAsserted(() -> assertThat(this.told).hasValue(2));
    }

    @Test
    void waitsForOneChangeOfEachClock() {
        ClockChanges changes = new ClockChanges(this::next, (names) -> this.told.incrementAndGet());
        this.change = in(1_000);
        for (int i = 0; i < 100; i++) {
            changes.changed(Set.of("august", "may"));
        }
        assertThat(this.told).hasValue(100);

        await().untilAsserted(() -> assertThat(this.told.get()).isGreaterThan(100));

        await().during(Duration.ofMillis(300)).untilAsserted(() -> assertThat(this.told.get()).isBetween(101, 102));
    }

    @Test
    void forgetsAChangeThatIsWithdrawn() {
        ClockChanges changes = new ClockChanges(this::next, (names) -> this.told.incrementAndGet());
        this.change = in(500);
        changes.changed(Set.of("august"));
        this.change = ClockTime.NEVER;
        changes.changed(Set.of("august"));

        await().during(Duration.ofMillis(700)).untilAsserted(() -> assertThat(this.told).hasValue(2));
    }

    private long next(String clock, long now) {
        return (this.change - now > 0) ? this.change : ClockTime.NEVER;
    }

    private static long in(long millis) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

}
