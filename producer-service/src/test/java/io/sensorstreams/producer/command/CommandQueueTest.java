package io.sensorstreams.producer.command;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.sensorstreams.producer.definition.BrokerUnavailableException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CommandQueueTest {

    private final CountDownLatch free = new CountDownLatch(1);

    private final CountDownLatch begun = new CountDownLatch(1);

    @Test
    void returnsWhatACommandReturns() {
        try (CommandQueue queue = new CommandQueue(Duration.ofMinutes(1))) {
            assertThat(queue.run(() -> "stored")).isEqualTo("stored");
        }
    }

    @Test
    void throwsWhatACommandThrows() {
        try (CommandQueue queue = new CommandQueue(Duration.ofMinutes(1))) {
            assertThatExceptionOfType(StreamNotFoundException.class).isThrownBy(() -> queue.run(() -> {
                throw new StreamNotFoundException("air");
            }));
        }
    }

    @Test
    void doesNotRunACommandThatTimedOutInTheQueue() throws Exception {
        AtomicBoolean ran = new AtomicBoolean();
        try (CommandQueue queue = new CommandQueue(Duration.ofSeconds(1))) {
            CompletableFuture<String> slow = CompletableFuture.supplyAsync(() -> queue.run(this::block));
            assertThat(this.begun.await(1, TimeUnit.MINUTES)).isTrue();

            assertThatExceptionOfType(BrokerUnavailableException.class)
                .isThrownBy(() -> queue.run(() -> ran.getAndSet(true)))
                .withMessage("Kafka does not answer: no answer within 1000 ms; other commands are waiting for it, too");
            this.free.countDown();

            assertThat(slow.get(1, TimeUnit.MINUTES)).isEqualTo("done");
            assertThat(queue.run(() -> "after")).isEqualTo("after");
            assertThat(ran).isFalse();
        }
    }

    private String block() {
        this.begun.countDown();
        try {
            return this.free.await(1, TimeUnit.MINUTES) ? "done" : "late";
        }
        catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

}
