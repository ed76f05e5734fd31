package io.sensorstreams.consumer.commit;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.sensorstreams.common.kafka.LazyAdmin;
import io.sensorstreams.common.kafka.ProducerClient;
import io.sensorstreams.common.kafka.ProducerClients;
import org.apache.kafka.clients.admin.FenceProducersOptions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.kafka.core.ProducerFactory;

/**
 * Creates transactional producers with the settings and the metrics of Spring's factory.
 */
public final class CommitProducers {

    private static final Logger LOGGER = LoggerFactory.getLogger(CommitProducers.class);

    /**
     * Limit for the fencing of an id, as long as a producer waits for its first answer.
     */
    private static final Duration FENCE = Duration.ofSeconds(15);

    private final ProducerFactory<byte[], byte[]> factory;

    private final Consumer<String> fence;

    /** Ids of the first release for which this service is not authorized. */
    private final Set<String> unauthorized = ConcurrentHashMap.newKeySet();

    /**
     * Creates producers with the settings of a factory.
     * @param admin client that fences producers; the caller closes it
     */
    public CommitProducers(ProducerFactory<byte[], byte[]> factory, LazyAdmin admin) {
        this(factory, (transactionalId) -> fence(admin, transactionalId));
    }

    CommitProducers(ProducerFactory<byte[], byte[]> factory, Consumer<String> fence) {
        this.factory = factory;
        this.fence = fence;
    }

    /**
     * Fences a producer with an id of the first release, and aborts its open transaction.
     * The current release uses no such id. If this service is not authorized for the id,
     * a warning is logged once and nothing is fenced.
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
                    .log("Not authorized for the transactional id of the first release; make sure that no replica of that release runs");
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

    /** Creates a producer; the id is also its client id. */
    ProducerClient create(String transactionalId) {
        return new ProducerClients(this.factory.getConfigurationProperties(), KafkaProducer::new,
                this.factory.getListeners())
            .transactional(transactionalId);
    }

}
