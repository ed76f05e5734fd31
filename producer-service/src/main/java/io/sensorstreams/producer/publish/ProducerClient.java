package io.sensorstreams.producer.publish;

import java.time.Duration;

import org.apache.kafka.clients.producer.Producer;

import org.springframework.kafka.core.ProducerFactory;

/**
 * A Kafka producer and its metrics.
 *
 * @param listener removes the metrics
 */
public record ProducerClient(String id, Producer<byte[], byte[]> producer,
        ProducerFactory.Listener<byte[], byte[]> listener) {

    /** Waits for records in flight; zero drops them. */
    public void close(Duration timeout) {
        this.listener.producerRemoved(this.id, this.producer);
        this.producer.close(timeout);
    }

}
