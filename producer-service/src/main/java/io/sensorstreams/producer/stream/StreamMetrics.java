package io.sensorstreams.producer.stream;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts what Kafka has acknowledged, by topic.
 */
final class StreamMetrics {

    private final MeterRegistry registry;

    StreamMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void acknowledged(String topic, Acknowledged done) {
        count("sensor.rows.sent", topic, done.rows());
        count("sensor.bytes.sent", topic, done.bytes());
        count("sensor.rows.rejected", topic, done.rejected());
        count("sensor.dead.letters", topic, done.deadLetters());
    }

    private void count(String name, String topic, long amount) {
        this.registry.counter(name, "topic", topic).increment((double) amount);
    }

}
