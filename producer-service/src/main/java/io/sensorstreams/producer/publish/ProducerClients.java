package io.sensorstreams.producer.publish;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import org.springframework.kafka.core.ProducerFactory;

/**
 * Creates Kafka producers with the service's settings, {@code spring.kafka.producer.*}.
 * The caller closes the producer.
 */
public final class ProducerClients {

    private final Map<String, Object> settings;

    private final Function<Map<String, Object>, Producer<byte[], byte[]>> clients;

    private final ProducerFactory.Listener<byte[], byte[]> listener;

    /**
     * Creates the factory.
     * @param settings settings that all producers share
     * @param clients creates a client from settings
     * @param listener registers the metrics of each client
     */
    public ProducerClients(Map<String, Object> settings,
            Function<Map<String, Object>, Producer<byte[], byte[]>> clients,
            ProducerFactory.Listener<byte[], byte[]> listener) {
        this.settings = new HashMap<>(settings);
        this.settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        this.settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        this.settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        this.clients = clients;
        this.listener = listener;
    }

    /** Largest size of a record. */
    public RecordLimit limit() {
        Object size = this.settings.get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
        return (size != null) ? RecordLimit.ofRequest(Integer.parseInt(size.toString().trim())) : RecordLimit.DEFAULT;
    }

    /** Creates a transactional producer. */
    ProducerClient transactional(String transactionalId) {
        return transactional(transactionalId, Map.of());
    }

    /**
     * Creates a transactional producer.
     * @param transactionalId also its client id
     * @param overrides settings that differ from the shared ones
     */
    public ProducerClient transactional(String transactionalId, Map<String, Object> overrides) {
        Map<String, Object> all = new HashMap<>(overrides);
        all.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        return client(transactionalId, all);
    }

    /**
     * Creates a producer without transactions.
     * @param id client id of the producer
     * @param overrides settings that differ from the shared ones
     */
    public ProducerClient plain(String id, Map<String, Object> overrides) {
        return client(id, overrides);
    }

    private ProducerClient client(String id, Map<String, Object> overrides) {
        Map<String, Object> all = new HashMap<>(this.settings);
        all.putAll(overrides);
        all.put(ProducerConfig.CLIENT_ID_CONFIG, id);
        Producer<byte[], byte[]> producer = this.clients.apply(all);
        this.listener.producerAdded(id, producer);
        return new ProducerClient(id, producer, this.listener);
    }

}
