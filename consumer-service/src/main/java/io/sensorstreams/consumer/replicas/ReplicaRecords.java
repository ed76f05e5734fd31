package io.sensorstreams.consumer.replicas;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.common.kafka.LazyAdmin;
import io.sensorstreams.common.kafka.ProducerClient;
import io.sensorstreams.common.kafka.ProducerClients;
import io.sensorstreams.common.kafka.Topics;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;

import org.springframework.kafka.core.ProducerFactory;

/**
 * Creates the topic of the replicas and writes to it. That is rare, so each record has
 * its own producer. Thread-safe.
 */
class ReplicaRecords {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** A replica that stops waits for its last record, but not long. */
    private static final Map<String, Object> LIMITS = Map.of(ProducerConfig.MAX_BLOCK_MS_CONFIG, 3000,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2000, ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 3000,
            ProducerConfig.LINGER_MS_CONFIG, 0);

    private final LazyAdmin admin;

    private final ProducerFactory<byte[], byte[]> factory;

    private final short replication;

    ReplicaRecords(LazyAdmin admin, ProducerFactory<byte[], byte[]> factory, short replication) {
        this.admin = admin;
        this.factory = factory;
        this.replication = replication;
    }

    /**
     * Creates the topic if it is missing.
     * @return its id
     */
    Uuid prepare() throws TimeoutException, ExecutionException, InterruptedException {
        return Topics.prepare(this.admin, TIMEOUT, ReplicaTopic.description(this.replication))
            .values()
            .iterator()
            .next()
            .topicId();
    }

    /**
     * Writes a record.
     * @throws KafkaException when Kafka does not acknowledge it
     */
    void write(ProducerRecord<byte[], byte[]> record) {
        Map<String, Object> settings = new HashMap<>(this.factory.getConfigurationProperties());
        settings.putAll(LIMITS);
        ProducerClient client = new ProducerClients(settings, KafkaProducer::new, this.factory.getListeners())
            .plain("replicas");
        try {
            Future<?> sent = client.producer().send(record);
            client.producer().flush();
            ProducerClient.acknowledged(sent);
        }
        finally {
            client.close(Duration.ofSeconds(1));
        }
    }

}
