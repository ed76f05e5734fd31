package io.sensorstreams.producer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Runs the whole service in the JVM of the test; it can be stopped and restarted.
 * Services with the same broker share the streams.
 */
public final class TestService implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private TestService(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts a single service.
     * @param properties additional settings, {@code name=value}
     */
    public static TestService start(String bootstrapServers, Path data, String... properties) {
        return replica("producer-test", bootstrapServers, data, properties);
    }

    /**
     * Starts one of several replicas.
     * @param instance name of the replica
     * @param properties additional settings, {@code name=value}
     */
    public static TestService replica(String instance, String bootstrapServers, Path data, String... properties) {
        return replica(instance, bootstrapServers, data.toString(), properties);
    }

    /**
     * Starts one of several replicas.
     * @param data directory, or place in an object store
     */
    public static TestService replica(String instance, String bootstrapServers, String data, String... properties) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=0",
                "--spring.kafka.bootstrap-servers=" + bootstrapServers, "--sensor.data-dir=" + data,
                "--sensor.instance=" + instance, "--spring.main.register-shutdown-hook=false"));
        for (String property : properties) {
            arguments.add("--" + property);
        }
        return new TestService(
                new SpringApplicationBuilder(ProducerApplication.class).run(arguments.toArray(String[]::new)));
    }

    public <T> T bean(Class<T> type) {
        return this.context.getBean(type);
    }

    /** Address of the running service, {@code http://127.0.0.1:40001}. */
    public String address() {
        return "http://127.0.0.1:" + this.context.getEnvironment().getProperty("local.server.port");
    }

    @Override
    public void close() {
        this.context.close();
    }

}
