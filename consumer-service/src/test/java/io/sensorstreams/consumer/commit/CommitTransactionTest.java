package io.sensorstreams.consumer.commit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.CoordinatorNotAvailableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.kafka.core.DefaultKafkaProducerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CommitTransactionTest {

    private final AtomicInteger failures = new AtomicInteger();

    private final CommitProducers producers = new CommitProducers(
            new DefaultKafkaProducerFactory<byte[], byte[]>(Map.of()) {

                @Override
                public Map<String, Object> getConfigurationProperties() {
                    if (CommitTransactionTest.this.failures.getAndDecrement() > 0) {
                        throw new KafkaException("No resolvable bootstrap urls given in bootstrap.servers");
                    }
                    return Map.of("bootstrap.servers", "127.0.0.1:1", "max.block.ms", 1);
                }

            }, this::fence);

    private final List<String> fenced = new ArrayList<>();

    private RuntimeException refusal;

    private void fence(String transactionalId) {
        this.fenced.add(transactionalId);
        if (this.refusal != null) {
            throw this.refusal;
        }
    }

    /** A failed recovery opens the transaction again, with a growing delay. */
    @ParameterizedTest
    @ValueSource(ints = { 1, 3 })
    void opensWhenAProducerCanBeCreatedAgain(int times) {
        this.failures.set(times);
        try (CommitTransaction transaction = transaction()) {
            for (int i = 0; i < times; i++) {
                assertThatExceptionOfType(KafkaException.class).isThrownBy(transaction::open)
                    .withMessageContaining("No resolvable bootstrap urls");
            }

            // A producer exists, but its broker does not answer.
            assertThatExceptionOfType(TimeoutException.class).isThrownBy(transaction::open);
        }
    }

    @Test
    void opensWithoutTheRightToTheIdOfTheFirstRelease() {
        this.refusal = new KafkaException("cannot be fenced",
                new ExecutionException(new TransactionalIdAuthorizationException("no right")));
        try (CommitTransaction transaction = transaction()) {
            // A producer exists, but its broker does not answer.
            assertThatExceptionOfType(TimeoutException.class).isThrownBy(transaction::open);
            assertThatExceptionOfType(TimeoutException.class).isThrownBy(transaction::open);
        }

        assertThat(this.fenced).containsExactly("consumer-0-AIR-0");
    }

    @Test
    void doesNotOpenBeforeTheIdOfTheFirstReleaseIsFenced() {
        this.refusal = new KafkaException("cannot be fenced",
                new ExecutionException(new CoordinatorNotAvailableException("not now")));
        try (CommitTransaction transaction = transaction()) {
            assertThatExceptionOfType(KafkaException.class).isThrownBy(transaction::open)
                .withMessage("cannot be fenced");
            assertThatExceptionOfType(KafkaException.class).isThrownBy(transaction::open)
                .withMessage("cannot be fenced");
        }

        assertThat(this.fenced).hasSize(2);
    }

    private CommitTransaction transaction() {
        return new CommitTransaction(this.producers, TransactionalId.ofThread("consumer-0", "AIR", 0));
    }

}
