package io.sensorstreams.common.watch;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ShutdownLimitTest {

    private final LinkedBlockingQueue<Integer> exits = new LinkedBlockingQueue<>();

    @Test
    void endsTheProcessAndNamesTheRunningThreads(CapturedOutput output) throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Thread hanging = new Thread(() -> await(release), "hangs-for-ever");
        hanging.start();
        try {
            new ShutdownLimit(Duration.ofMillis(50), this.exits::add).begin();

            assertThat(this.exits.poll(30, TimeUnit.SECONDS)).isEqualTo(ShutdownLimit.EXIT_CODE);
            assertThat(output.getAll()).contains("The service did not stop in time (sensor.shutdown.timeout)",
                    "hangs-for-ever", "ShutdownLimitTest.await");
        }
        finally {
            release.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

}
