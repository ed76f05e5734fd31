package io.sensorstreams.consumer.group;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.sensorstreams.common.watch.LoopWatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class GroupThreadTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final GroupThread thread = new GroupThread("AIR", new LoopWatch(SOON));

    private final CountDownLatch begun = new CountDownLatch(1);

    private final CountDownLatch hanging = new CountDownLatch(1);

    private final AtomicInteger changes = new AtomicInteger();

    @AfterEach
    void close() {
        this.hanging.countDown();
        this.thread.close();
    }

    @Test
    void waitsForAChangeNoLongerThanItsBound() {
        this.thread.await(this::hang, Duration.ofMillis(10));
        assertThat(this.changes).hasValue(0);

        this.hanging.countDown();
        await().atMost(SOON).untilAsserted(() -> assertThat(this.changes).hasValue(1));
    }

    @Test
    void runsNothingMoreWhileAChangeRuns() throws Exception {
        this.thread.await(this::hang, Duration.ofMillis(10));
        this.begun.await();

        this.thread.runIfIdle(this.changes::incrementAndGet);
        this.hanging.countDown();
        this.thread.close();

        assertThat(this.thread.awaitClosed(SOON)).isTrue();
        assertThat(this.changes).hasValue(1);
    }

    @Test
    void passesAFailureToTheCaller() {
        IllegalArgumentException failure = new IllegalArgumentException("thrown by a test");

        assertThatIllegalStateException().isThrownBy(() -> this.thread.await(() -> {
            throw failure;
        }, SOON)).withCause(failure);
    }

    @Test
    void runsNothingAfterItWasClosed() {
        this.thread.close();

        this.thread.await(this.changes::incrementAndGet, SOON);
        this.thread.runIfIdle(this.changes::incrementAndGet);

        assertThat(this.changes).hasValue(0);
    }

    private void hang() {
        this.begun.countDown();
        try {
            this.hanging.await();
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        this.changes.incrementAndGet();
    }

}
