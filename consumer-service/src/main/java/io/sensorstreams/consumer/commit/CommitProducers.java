package io.sensorstreams.consumer.commit;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import org.springframework.kafka.core.ProducerFactory;

/**
 * Makes producers with the settings and the metrics of Spring's factory. The factory
 * itself chooses the end of a transactional id, but it is a stable id that fences a
 * predecessor.
 */
public final class CommitProducers {

    private final ProducerFactory<byte[], byte[]> factory;

    /** Creates producers like those of a factory. */
    public CommitProducers(ProducerFactory<byte[], byte[]> factory) {
        this.factory = factory;
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
