package io.sensorstreams.producer.run;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sensorstreams.producer.run.Progress.AcknowledgedCounts;

final class StreamMetrics {

    private final MeterRegistry registry;

    StreamMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void acknowledged(String topic, AcknowledgedCounts done) {
        count("sensor.rows.sent", "Rows that Kafka has acknowledged", topic, done.rows());
        count("sensor.bytes.sent", "Bytes of record values that Kafka has acknowledged", topic, done.bytes());
        count("sensor.rows.rejected", "Rows that could not be sent as records", topic, done.rejected());
        count("sensor.dead.letters", "Rows that were sent to the dead-letter topic", topic, done.deadLetters());
        count("sensor.rows.untimed", "Rows of event-time streams that were sent without a readable time", topic,
                done.untimed());
        count("sensor.rows.unkeyed", "Rows that were sent without a key, because they have no station", topic,
                done.unkeyed());
    }

    private void count(String name, String description, String topic, long amount) {
        Counter.builder(name)
            .description(description)
            .tag("topic", topic)
            .register(this.registry)
            .increment((double) amount);
    }

}
