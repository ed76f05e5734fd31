package io.sensorstreams.kafka;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.sensorstreams.harness.Ports;
import io.sensorstreams.harness.Waiting;

import org.springframework.boot.SpringApplication;
import org.springframework.util.function.ThrowingConsumer;

/**
 * Kafka for a service that is started from an IDE or by {@code mvn spring-boot:test-run},
 * with the repository as the working directory. The first service starts a broker on port
 * 9092, where the services look for Kafka by default. Another service uses this broker.
 * Its data is kept in {@code target/test-run}.
 */
public final class DevelopmentKafka {

    private static final Path DIRECTORY = Path.of("target", "test-run");

    private static final int PORT = 9092;

    private static final Duration OTHER_STARTS = Duration.ofMinutes(1);

    private static final Duration POLL = Duration.ofMillis(100);

    private DevelopmentKafka() {
    }

    /**
     * Runs a service with a broker. Starts no broker when the port is in use or
     * {@code KAFKA_BOOTSTRAP_SERVERS} is set. The broker stops after the service has
     * stopped, and when the service cannot start. The service logs in its usual format,
     * although the configuration for tests is on the class path.
     * @param main the main method of the service
     */
    public static void run(ThrowingConsumer<String[]> main, String[] args) throws IOException {
        if (System.getenv("LOGGING_CONFIG") == null && System.getProperty("logging.config") == null) {
            System.setProperty("logging.config", "classpath:logback-development.xml");
        }
        Runnable service = () -> SpringApplication.from(main).run(args);
        if (System.getenv("KAFKA_BOOTSTRAP_SERVERS") == null) {
            run(LocalKafkaSettings.ofNodes(1).withPort(PORT).withDirectory(DIRECTORY.resolve("kafka")), service);
        }
        else {
            service.run();
        }
    }

    /** Runs a service with a broker. */
    static void run(LocalKafkaSettings settings, Runnable service) throws IOException {
        Optional<LocalKafka> kafka = start(settings);
        kafka.ifPresent((started) -> SpringApplication.getShutdownHandlers().add(started::close));
        try {
            service.run();
        }
        catch (RuntimeException e) {
            // The threads of the broker would keep the JVM alive.
            kafka.ifPresent(LocalKafka::close);
            throw e;
        }
    }

    /**
     * Starts a broker. When another process uses its port or its directory, waits until a
     * broker accepts connections at the port.
     * @return the broker; empty when another process runs one
     */
    static Optional<LocalKafka> start(LocalKafkaSettings settings) throws IOException {
        try {
            return Optional.of(LocalKafka.start(settings));
        }
        catch (BindException | DirectoryInUseException e) {
            Waiting.until("a broker accepts connections on port " + settings.port(), OTHER_STARTS, POLL,
                    () -> Ports.acceptsConnections(LocalKafkaSettings.HOST, settings.port()));
            return Optional.empty();
        }
    }

    /**
     * Lets the service read copies of the samples, to which uploads are added, unless an
     * environment variable or an option names another directory.
     * @param variable environment variable of the directory
     */
    public static void useSamples(String variable) throws IOException {
        copyMissing(Path.of("samples"), DIRECTORY.resolve("data"));
        useDirectory(variable, DIRECTORY.resolve("data"));
    }

    static void copyMissing(Path samples, Path data) throws IOException {
        Files.createDirectories(data);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(samples, "*.csv")) {
            for (Path file : files) {
                Path copy = data.resolve(file.getFileName());
                if (!Files.exists(copy)) {
                    Files.copy(file, copy);
                }
            }
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

    /**
     * Returns the directory for output files. It must be used with this broker only.
     */
    public static Path output() {
        return DIRECTORY.resolve("output");
    }

}
