package io.sensorstreams.system.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.sensorstreams.harness.BrokerProcess;
import io.sensorstreams.harness.Java;
import io.sensorstreams.harness.PackagedService;
import io.sensorstreams.harness.Ports;
import io.sensorstreams.harness.SensorSystem;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A broker, both packaged services and windows of users on their pages. */
final class PageSystem implements AutoCloseable {

    private final BrokerProcess broker;

    private final String bootstrapServers;

    private final SensorSystem system;

    private final Path downloads;

    private final List<Browser> windows = new ArrayList<>();

    /**
     * Starts broker and services. The page of the consumer-service has a link to the
     * other page.
     * @param settings environment variables of both services
     */
    PageSystem(Path directory, List<String> topics, Map<String, String> settings)
            throws IOException, InterruptedException {
        this.downloads = Files.createDirectories(directory.resolve("downloads"));
        int port = Ports.free(2);
        this.bootstrapServers = "127.0.0.1:" + port;
        this.broker = new BrokerProcess(1, 1, port, directory);
        this.broker.awaitReady();
        Map<String, String> both = new HashMap<>(settings);
        this.system = new SensorSystem(this.bootstrapServers, directory, topics, (service, log, environment) -> {
            Map<String, String> all = new HashMap<>(both);
            all.putAll(environment);
            PackagedService started = PackagedService.launch(service, List.of(), log, all);
            both.put("SENSOR_PEER_URL", started.api().address());
            return started;
        });
    }

    Kafka kafka() {
        return new Kafka(this.bootstrapServers);
    }

    SensorSystem services() {
        return this.system;
    }

    Path downloads() {
        return this.downloads;
    }

    /** Opens a window for the page of the producer-service. */
    Browser producerWindow() {
        return window(this.system.producer());
    }

    /** Opens a window for the page of the consumer-service. */
    Browser consumerWindow() {
        return window(this.system.consumer());
    }

    private Browser window(PackagedService service) {
        Browser window = new Browser(service.api().address(), this.downloads);
        this.windows.add(window);
        return window;
    }

    /** Copies a file of the samples to the data directory. */
    void addSample(String file) throws IOException {
        Files.copy(Java.TOP.resolve("samples").resolve(file), this.system.data().resolve(file));
    }

    /**
     * Creates a stream.
     * @param spec JSON without the name
     */
    void createStream(String name, String spec) {
        this.system.producer().api().put("/api/streams/" + name, spec.getBytes(UTF_8), 201);
    }

    void deleteStreams() {
        this.system.producer()
            .api()
            .get("/api/streams")
            .forEach((stream) -> this.system.producer().api().delete("/api/streams/" + stream.path("name").asString()));
    }

    @Override
    public void close() {
        this.windows.forEach(Browser::close);
        this.system.close();
        this.broker.close();
    }

}
