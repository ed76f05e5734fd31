package io.sensorstreams.producer;

import java.io.IOException;

import io.sensorstreams.kafka.DevelopmentKafka;

/**
 * Starts the service with a local Kafka and copies of the samples, from an IDE or by
 * {@code mvn spring-boot:test-run}.
 */
final class TestProducerApplication {

    private TestProducerApplication() {
    }

    public static void main(String[] args) throws IOException {
        DevelopmentKafka.useSamples("SENSOR_DATA_DIR");
        DevelopmentKafka.run(ProducerApplication::main, args);
    }

}
