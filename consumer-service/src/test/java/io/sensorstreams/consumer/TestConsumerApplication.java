package io.sensorstreams.consumer;

import java.io.IOException;

import io.sensorstreams.kafka.DevelopmentKafka;

/**
 * Starts the service with a local Kafka, from an IDE or by
 * {@code mvn spring-boot:test-run}.
 */
final class TestConsumerApplication {

    private TestConsumerApplication() {
    }

    public static void main(String[] args) throws IOException {
        DevelopmentKafka.useDirectory("SENSOR_OUTPUT_DIR", DevelopmentKafka.output());
        DevelopmentKafka.run(ConsumerApplication::main, args);
    }

}
