package io.sensorstreams.producer.sinks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.sensorstreams.common.kafka.LazyAdmin;
import io.sensorstreams.common.watch.LoopWatch;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class KnownSinksTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static final KafkaFuture<String> GOOD = KafkaFuture.completedFuture("AIR");

    private final List<String> answers = new ArrayList<>();

    private final AtomicInteger asked = new AtomicInteger();

    private final AtomicInteger warnings = new AtomicInteger();

    private volatile String message = "first";

    private final Logger logger = (Logger) LoggerFactory.getLogger(KnownSinks.class);

    private final AppenderBase<ILoggingEvent> counter = new AppenderBase<>() {

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel() == Level.WARN) {
                KnownSinksTest.this.warnings.incrementAndGet();
            }
        }

    };

    /** Its bound is shorter than the pause of 3 s between two requests. */
    private final LoopWatch watch = new LoopWatch(Duration.ofSeconds(2));

    private KnownSinks sinks;

    @BeforeEach
    void countWarnings() {
        this.counter.start();
        this.logger.addAppender(this.counter);
    }

    private void ask(Duration interval) {
        this.sinks = new KnownSinks(new LazyAdmin(Map.of("bootstrap.servers", "localhost:1"), (settings) -> {
            this.asked.incrementAndGet();
            throw new IllegalStateException(this.message);
        }), this.watch, interval);
        this.sinks.start();
    }

    @AfterEach
    void stop() {
        if (this.sinks != null) {
            this.sinks.stop();
        }
        this.logger.detachAppender(this.counter);
    }

    @Test
    void logsAnErrorOnceUntilItsMessageChanges() {
        ask(Duration.ofMillis(100));
        await().atMost(SOON).until(() -> this.asked.get() >= 3);
        assertThat(this.warnings).hasValue(1);

        this.message = "second";
        int before = this.asked.get();
        await().atMost(SOON).until(() -> this.asked.get() >= before + 3);
        assertThat(this.warnings).hasValue(2);
    }

    @Test
    void isAliveWhileItPauses() {
        ask(Duration.ofSeconds(3));
        await().atMost(SOON)
            .during(Duration.ofSeconds(4))
            .until(() -> this.watch.health().getStatus().equals(Status.UP));
        assertThat(this.asked.get()).isGreaterThan(1);
    }

    @Test
    void aRefusedAnswerHidesNoOther() throws InterruptedException {
        assertThat(KnownSinks.collect(List.of(failed(new GroupAuthorizationException("g")), GOOD), this.answers))
            .isFalse();
        assertThat(this.answers).containsExactly("AIR");
    }

    @Test
    void aDeletedGroupIsNotMissing() throws InterruptedException {
        assertThat(KnownSinks.collect(List.of(failed(new GroupIdNotFoundException("g")), GOOD), this.answers)).isTrue();
        assertThat(this.answers).containsExactly("AIR");
    }

    private static KafkaFuture<String> failed(RuntimeException failure) {
        return GOOD.thenApply((value) -> {
            throw failure;
        });
    }

}
