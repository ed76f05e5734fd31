package io.sensorstreams.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.kafka.KafkaContainer;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** Single broker of this JVM, started on first use and stopped with the JVM. */
final class SharedBroker {

    private static final Logger LOGGER = LoggerFactory.getLogger(SharedBroker.class);

    /**
     * A broker starts in seconds; on a machine that runs much else, it took over a
     * minute.
     */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /**
     * JVM options for minutes of light work. With the defaults of the image, a start
     * takes nearly twice the CPU time, and the tests share the cores with the compiler.
     */
    private static final Map<String, String> SHORT_LIVED = Map.of("KAFKA_JVM_PERFORMANCE_OPTS",
            "-XX:+UseSerialGC -XX:TieredStopAtLevel=1", "KAFKA_HEAP_OPTS", "-Xmx384m");

    static final String BOOTSTRAP_SERVERS = start();

    private SharedBroker() {
    }

    private static String start() {
        String missing = KafkaImage.whyMissing();
        if (missing.isEmpty()) {
            LOGGER.info("Test broker: container of {}", KafkaImage.NAME);
            KafkaContainer container = new KafkaContainer(KafkaImage.NAME).withStartupTimeout(PATIENCE)
                .withEnv(SHORT_LIVED);
            container.start();
            return container.getBootstrapServers();
        }
        LOGGER.info("Test broker: in this JVM, because {}", missing);
        return startLocal();
    }

    private static String startLocal() {
        LoggingSystem logging = LoggingSystem.get(SharedBroker.class.getClassLoader());
        for (String talkative : List.of("kafka", "org.apache.kafka", "state.change.logger")) {
            logging.setLogLevel(talkative, LogLevel.WARN);
        }
        try {
            LocalKafka kafka = LocalKafka.start(LocalKafkaSettings.ofNodes(1));
            Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "kafka-close"));
            return kafka.bootstrapServers();
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

}
