package io.sensorstreams.consumer.commit;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.sensorstreams.common.topic.LazyAdmin;
import org.apache.kafka.clients.admin.FenceProducersOptions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.kafka.core.ProducerFactory;

/**
 * Makes producers with the settings and the metrics of Spring's factory. The factory
 * itself chooses the end of a transactional id, but it is a stable id that fences a
 * predecessor.
 */
public final class CommitProducers {

    private static final Logger LOGGER = LoggerFactory.getLogger(CommitProducers.class);

    /** As long as a producer waits for its first answer. */
    private static final Duration FENCE = Duration.ofSeconds(15);

    private final ProducerFactory<byte[], byte[]> factory;

    private final Consumer<String> fence;

    /** Ids of the first release that this service has no right to. */
    private final Set<String> unauthorized = ConcurrentHashMap.newKeySet();

    /**
     * Creates producers like those of a factory.
     * @param admin shuts producers out; stays the caller's
     */
    public CommitProducers(ProducerFactory<byte[], byte[]> factory, LazyAdmin admin) {
        this(factory, (transactionalId) -> fence(admin, transactionalId));
    }

    CommitProducers(ProducerFactory<byte[], byte[]> factory, Consumer<String> fence) {
        this.factory = factory;
        this.fence = fence;
    }

    /**
     * Shuts out whoever uses an id of the first release, and ends the transaction that it
     * left open. No writer of today uses such an id. When this service has no right to
     * it, that is logged once and nobody is shut out.
     * @throws KafkaException when the broker does not answer, or refuses for another
     * reason
     */
    void fenceFormer(String transactionalId) {
        try {
            this.fence.accept(transactionalId);
        }
        catch (KafkaException e) {
            if (!isUnauthorized(e)) {
                throw e;
            }
            if (this.unauthorized.add(transactionalId)) {
                LOGGER.atWarn()
                    .addKeyValue("transactionalId", transactionalId)
                    .log("No right to the transactional id of the first release; make sure that no replica of that release runs");
            }
        }
    }

    private static boolean isUnauthorized(@Nullable Throwable failure) {
        return failure instanceof TransactionalIdAuthorizationException
                || (failure != null && isUnauthorized(failure.getCause()));
    }

    private static void fence(LazyAdmin admin, String transactionalId) {
        try {
            admin.ask((client, millis) -> client
                .fenceProducers(List.of(transactionalId), new FenceProducersOptions().timeoutMs(millis))
                .all(), FENCE);
        }
        catch (ExecutionException e) {
            throw new KafkaException("Transactional id " + transactionalId + " cannot be fenced: " + e.getCause(), e);
        }
        catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException(
                    "Transactional id " + transactionalId + " cannot be fenced: " + e.getMessage(), e);
        }
        catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Makes a producer; the id is also its client id. */
    Producer<byte[], byte[]> create(String transactionalId) {
        Map<String, Object> settings = new HashMap<>(this.factory.getConfigurationProperties());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, transactionalId);
        Producer<byte[], byte[]> producer = new KafkaProducer<>(settings, new ByteArraySerializer(),
                new ByteArraySerializer());
        this.factory.getListeners().forEach((listener) -> listener.producerAdded(transactionalId, producer));
        return producer;
    }

    /** Closes a producer at once, whatever it still has to send. */
    void close(String transactionalId, Producer<byte[], byte[]> producer) {
        this.factory.getListeners().forEach((listener) -> listener.producerRemoved(transactionalId, producer));
        producer.close(Duration.ZERO);
    }

}
