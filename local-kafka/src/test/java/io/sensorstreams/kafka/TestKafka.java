package io.sensorstreams.kafka;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/**
 * The broker of a test: {@code @Import(TestKafka.class)} connects a Spring context to it,
 * {@link #bootstrapServers} anything else. All tests of a JVM share one, so each takes
 * topics and groups of its own. It runs in a container when a Docker engine answers and
 * has the image, else in this JVM; the log says which.
 */
@TestConfiguration(proxyBeanMethods = false)
public class TestKafka {

    /** The broker's addresses; starts it when it does not run yet. */
    public static String bootstrapServers() {
        return SharedBroker.BOOTSTRAP_SERVERS;
    }

    @Bean
    DynamicPropertyRegistrar kafkaProperties() {
        return (registry) -> registry.add("spring.kafka.bootstrap-servers", TestKafka::bootstrapServers);
    }

}
