package io.sensorstreams.kafka;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.Optional;

import org.springframework.boot.SpringApplication;

/**
 * Kafka for a service that is started from an IDE or by {@code mvn spring-boot:test-run},
 * with the repository as the working directory. The first service starts a broker on port
 * 9092, where the services look for Kafka by default. Another service uses this broker.
 * Its data is kept in {@code target/test-run}.
 */
public final class DevelopmentKafka {

    private static final Path DIRECTORY = Path.of("target", "test-run");

    private static final int PORT = 9092;

    private DevelopmentKafka() {
    }

    /**
     * Starts the broker, unless the port is in use or {@code KAFKA_BOOTSTRAP_SERVERS} is
     * set. The broker stops after the service has stopped. The service logs in its usual
     * format, although the configuration for tests is on the class path.
     */
    public static void start() throws IOException {
        System.setProperty("logging.config", "classpath:logback-development.xml");
        if (System.getenv("KAFKA_BOOTSTRAP_SERVERS") == null) {
            start(LocalKafkaSettings.ofNodes(1).withPort(PORT).withDirectory(DIRECTORY.resolve("kafka")))
                .ifPresent((kafka) -> SpringApplication.getShutdownHandlers().add(kafka::close));
        }
    }

    /**
     * Starts a broker.
     * @return the broker; empty when its port is in use
     */
    static Optional<LocalKafka> start(LocalKafkaSettings settings) throws IOException {
        try {
            return Optional.of(LocalKafka.start(settings));
        }
        catch (BindException e) {
            return Optional.empty();
        }
    }

    /**
     * Sets a directory that the service uses unless an environment variable or an option
     * names another one.
     * @param variable environment variable of the directory
     */
    public static void useDirectory(String variable, Path directory) {
        if (System.getenv(variable) == null) {
            System.setProperty(variable, directory.toString());
        }
    }

    /** Directory for output files: those of this broker are in no other directory. */
    public static Path output() {
        return DIRECTORY.resolve("output");
    }

}
