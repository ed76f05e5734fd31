package io.sensorstreams.kafka;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/**
 * Broker of a test. {@code @Import(TestKafka.class)} connects a Spring context to it,
 * {@link #bootstrapServers} connects other clients. All tests of a JVM share the broker,
 * so each test uses distinct topics and groups. The broker runs in a container when a
 * Docker engine is available and has the image, else in this JVM. The log shows which.
 */
@TestConfiguration(proxyBeanMethods = false)
public class TestKafka {

    /** Returns the addresses of the broker. Starts the broker on first use. */
    public static String bootstrapServers() {
        return SharedBroker.BOOTSTRAP_SERVERS;
    }

    @Bean
    DynamicPropertyRegistrar kafkaProperties() {
        return (registry) -> registry.add("spring.kafka.bootstrap-servers", TestKafka::bootstrapServers);
    }

}
