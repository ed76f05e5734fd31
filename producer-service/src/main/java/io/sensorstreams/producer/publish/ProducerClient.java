package io.sensorstreams.producer.publish;

import java.time.Duration;

import org.apache.kafka.clients.producer.Producer;

import org.springframework.kafka.core.ProducerFactory;

/**
 * A Kafka producer whose metrics come and go with it.
 *
 * @param id its client id
 * @param producer the client itself
 * @param listener is told of its end
 */
public record ProducerClient(String id, Producer<byte[], byte[]> producer,
        ProducerFactory.Listener<byte[], byte[]> listener) {

    /**
     * Closes the producer.
     * @param timeout how long to wait for what is on its way; zero drops it
     */
    public void close(Duration timeout) {
        this.listener.producerRemoved(this.id, this.producer);
        this.producer.close(timeout);
    }

}
