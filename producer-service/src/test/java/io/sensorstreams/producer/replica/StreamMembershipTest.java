package io.sensorstreams.producer.replica;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sensorstreams.common.access.PollRefusals;
import io.sensorstreams.common.kafka.ProducerClients;
import io.sensorstreams.common.watch.LoopWatch;
import io.sensorstreams.producer.publish.TransactionMetrics;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.health.contributor.Status;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class StreamMembershipTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final AtomicInteger failures = new AtomicInteger();

    private volatile Throwable thrown;

    private final LoopWatch watch = new LoopWatch(Duration.ofMinutes(1));

    private final ProducerClients noProducers = new ProducerClients(Map.of(), (settings) -> {
        throw new IllegalStateException("No producer is needed");
    }, List.of());

    private final StreamMembership membership = new StreamMembership(
            new DefaultKafkaConsumerFactory<byte[], byte[]>(Map.of()) {

                @Override
                protected Consumer<byte[], byte[]> createRawConsumer(Map<String, Object> settings) {
                    return consumer();
                }

            }, new StreamRunners(null, this.noProducers, new TransactionMetrics(new SimpleMeterRegistry())), this.watch,
            new PollRefusals());

    @AfterEach
    void stop() {
        this.membership.stop();
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 3 })
    void joinsWhenAConsumerCanBeCreatedAgain(int times) {
        this.failures.set(times);
        for (int i = 0; i < times; i++) {
            assertThatExceptionOfType(KafkaException.class).isThrownBy(this.membership::join);
            assertThat(this.membership.failure()).isEqualTo("No resolvable bootstrap urls given in bootstrap.servers");
            assertThat(this.membership.isRunning()).isFalse();
            assertThat(this.membership.isWanted()).isTrue();
        }

        this.membership.join();

        assertThat(this.membership.failure()).isNull();
        assertThat(this.membership.isRunning()).isTrue();
        assertThat(this.watch.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void rejoinsWhenItsThreadHasEnded() {
        this.membership.join();
        this.thrown = new StackOverflowError("thrown by a test");
        await().atMost(SOON).until(() -> !this.membership.isRunning());
        this.thrown = null;

        this.membership.join();

        assertThat(this.membership.isRunning()).isTrue();
        assertThat(this.membership.isLost()).isFalse();
    }

    /** Another replica has the same name: the two would fence each other. */
    @Test
    void doesNotRejoinAfterItWasFenced() {
        this.membership.join();
        this.thrown = new FencedInstanceIdException("thrown by a test");
        await().atMost(SOON).until(this.membership::isLost);
        await().atMost(SOON).until(() -> !this.membership.isRunning());

        this.membership.join();

        assertThat(this.membership.isRunning()).isFalse();
    }

    private Consumer<byte[], byte[]> consumer() {
        if (this.failures.getAndDecrement() > 0) {
            throw new KafkaException("Failed to construct kafka consumer",
                    new ConfigException("No resolvable bootstrap urls given in bootstrap.servers"));
        }
        return new MockConsumer<>("earliest") {

            @Override
            public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
                Throwable now = StreamMembershipTest.this.thrown;
                if (now instanceof Error error) {
                    throw error;
                }
                if (now != null) {
                    throw (RuntimeException) now;
                }
                return ConsumerRecords.empty();
            }

        };
    }

}
