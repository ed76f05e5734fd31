package io.sensorstreams.common.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import org.springframework.kafka.core.ProducerFactory;

/**
 * Creates Kafka producers with the service's settings, {@code spring.kafka.producer.*}.
 * The caller closes the producer. Spring's factory cannot be used: it chooses the suffix
 * of a transactional id, but only a stable id fences a previous producer.
 */
public final class ProducerClients {

    private final Map<String, Object> settings;

    private final Function<Map<String, Object>, Producer<byte[], byte[]>> clients;

    private final List<ProducerFactory.Listener<byte[], byte[]>> listeners;

    /** The listeners register the metrics of each client. */
    public ProducerClients(Map<String, Object> settings,
            Function<Map<String, Object>, Producer<byte[], byte[]>> clients,
            List<ProducerFactory.Listener<byte[], byte[]>> listeners) {
        this.settings = new HashMap<>(settings);
        this.settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        this.settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        this.settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        this.clients = clients;
        this.listeners = List.copyOf(listeners);
    }

    /** Largest request of a producer in bytes, including all overhead. */
    public int maxRequestSize() {
        Object size = this.settings.get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
        return (size != null) ? Integer.parseInt(size.toString().trim()) : 1024 * 1024;
    }

    public ProducerClient transactional(String transactionalId) {
        return transactional(transactionalId, Map.of());
    }

    /**
     * Creates a producer, whose client id is the transactional id.
     * @param overrides settings that differ from the shared ones
     */
    public ProducerClient transactional(String transactionalId, Map<String, Object> overrides) {
        Map<String, Object> all = new HashMap<>(overrides);
        all.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        return client(transactionalId, all);
    }

    public ProducerClient plain(String id) {
        return client(id, Map.of());
    }

    private ProducerClient client(String id, Map<String, Object> overrides) {
        Map<String, Object> all = new HashMap<>(this.settings);
        all.putAll(overrides);
        all.put(ProducerConfig.CLIENT_ID_CONFIG, id);
        Producer<byte[], byte[]> producer = this.clients.apply(all);
        this.listeners.forEach((listener) -> listener.producerAdded(id, producer));
        return new ProducerClient(id, producer, this.listeners);
    }

}
