package io.sensorstreams.common.watch;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class WatchedThreadTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final LoopWatch watch = new LoopWatch(Duration.ofMillis(200));

    @Test
    void reportsATaskThatEndedByAnException() {
        WatchedThread thread = new WatchedThread("failing", Duration.ofMillis(1), this.watch, (loop) -> {
            throw new IllegalStateException("thrown by a test");
        });
        thread.start();

        await().atMost(SOON).until(() -> this.watch.health().getStatus().equals(Status.DOWN));
        thread.stop();
    }

    @Test
    void leavesTheWatchWhenItIsStoppedAndRunsAgainWhenItIsStarted() throws InterruptedException {
        CountDownLatch twice = new CountDownLatch(2);
        WatchedThread thread = new WatchedThread("repeated", Duration.ofMinutes(1), this.watch,
                (loop) -> twice.countDown());
        thread.start();
        await().atMost(SOON).until(() -> twice.getCount() == 1);
        thread.stop(SOON);
        await().during(Duration.ofMillis(400)).until(() -> this.watch.health().getStatus().equals(Status.UP));

        thread.start();
        assertThat(twice.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        thread.stop(SOON);
    }

}
