package io.sensorstreams.producer;

import java.io.IOException;
import java.nio.file.Path;

import io.sensorstreams.kafka.DevelopmentKafka;

import org.springframework.boot.SpringApplication;

/**
 * Starts the service with a local Kafka and the samples, from an IDE or by
 * {@code mvn spring-boot:test-run}.
 */
final class TestProducerApplication {

    private TestProducerApplication() {
    }

    public static void main(String[] args) throws IOException {
        DevelopmentKafka.start();
        DevelopmentKafka.useDirectory("SENSOR_DATA_DIR", Path.of("samples"));
        SpringApplication.from(ProducerApplication::main).run(args);
    }

}
