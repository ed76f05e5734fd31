package io.sensorstreams.common.kafka;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.core.ProducerFactory;

/** A Kafka producer and its metrics, which are removed when it is closed. */
public record ProducerClient(String id, Producer<byte[], byte[]> producer,
        List<ProducerFactory.Listener<byte[], byte[]>> listeners) {

    /** A result is known after a flush. */
    private static final Duration FLUSHED = Duration.ofSeconds(1);

    /**
     * Returns the result of a send after a flush or a commit.
     * @throws KafkaException when Kafka refused the record; it says more than the error
     * of the commit
     */
    public static <T> T acknowledged(Future<T> sent) {
        try {
            return sent.get(FLUSHED.toMillis(), TimeUnit.MILLISECONDS);
        }
        catch (TimeoutException e) {
            throw new KafkaException("A record of the commit is neither acknowledged nor refused after the flush", e);
        }
        catch (ExecutionException e) {
            throw (e.getCause() instanceof KafkaException cause) ? cause : new KafkaException(e.getCause());
        }
        catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Whether Kafka has fenced the producer: another one uses its transactional id. */
    public static boolean isFenced(@Nullable Throwable failure) {
        return failure instanceof ProducerFencedException || failure instanceof InvalidProducerEpochException
                || (failure != null && isFenced(failure.getCause()));
    }

    /**
     * Waits until all records of the transaction are sent, then commits it. The commit
     * alone is not enough: with transaction version 2 (KIP-890), the thread of Kafka's
     * client looks for unsent records before it takes the lock to send the end of the
     * transaction. Records sent between the two are not in the transaction, although it
     * is committed.
     * @throws KafkaException when it was not, or may not have been, committed
     */
    public void commit() {
        this.producer.flush();
        this.producer.commitTransaction();
    }

    /**
     * Closes the producer.
     * @param timeout how long to wait for records in flight; zero drops them
     */
    public void close(Duration timeout) {
        this.listeners.forEach((listener) -> listener.producerRemoved(this.id, this.producer));
        this.producer.close(timeout);
    }

}
