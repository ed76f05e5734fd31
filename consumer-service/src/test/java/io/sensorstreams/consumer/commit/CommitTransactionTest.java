package io.sensorstreams.consumer.commit;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.ProducerFactory;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CommitTransactionTest {

    private final AtomicInteger failures = new AtomicInteger();

    private final ProducerFactory<byte[], byte[]> producers = new DefaultKafkaProducerFactory<>(Map.of()) {

        @Override
        public Map<String, Object> getConfigurationProperties() {
            if (CommitTransactionTest.this.failures.getAndDecrement() > 0) {
                throw new KafkaException("No resolvable bootstrap urls given in bootstrap.servers");
            }
            return Map.of("bootstrap.servers", "127.0.0.1:1", "max.block.ms", 1);
        }

    };

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

    private CommitTransaction transaction() {
        return new CommitTransaction(this.producers, TransactionalId.ofThread("consumer-0", "AIR", 0));
    }

}
