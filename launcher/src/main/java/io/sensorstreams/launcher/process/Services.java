package io.sensorstreams.launcher.process;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import io.sensorstreams.harness.Api;
import io.sensorstreams.harness.JavaCommand;
import io.sensorstreams.launcher.api.RestClient;
import io.sensorstreams.launcher.api.SensorApi;
import io.sensorstreams.launcher.plan.DataDirectory;
import io.sensorstreams.launcher.plan.RunOptions;
import io.sensorstreams.launcher.plan.StartException;
import io.sensorstreams.launcher.progress.Patience;
import org.jspecify.annotations.Nullable;

/**
 * Starts and stops everything that a run needs: Kafka, the producer-service and the
 * consumer-service. They start at the same time, because each of them takes seconds. They
 * stop in order: the producer first, so that the consumer still writes its rows, and
 * Kafka last.
 */
public final class Services implements AutoCloseable {

    private static final Duration CLOSE = Duration.ofMinutes(2);

    private final RunOptions options;

    private final Kafka kafka;

    private final Patience patience;

    private final RestClient producerRest;

    private final RestClient consumerRest;

    private @Nullable ServiceProcess producer;

    private @Nullable ServiceProcess consumer;

    private boolean stopping;

    private final AtomicBoolean closing = new AtomicBoolean();

    private final CountDownLatch closed = new CountDownLatch(1);

    public Services(RunOptions options, Kafka kafka, Patience patience) {
        this.options = options;
        this.kafka = kafka;
        this.patience = patience;
        this.producerRest = new RestClient("producer-service", new Api(options.producerPort()), patience);
        this.consumerRest = new RestClient("consumer-service", new Api(options.consumerPort()), patience);
    }

    public String bootstrapServers() {
        return this.kafka.bootstrapServers();
    }

    public SensorApi api() {
        return new SensorApi(this.producerRest, this.consumerRest, this.patience);
    }

    /**
     * Starts everything. When this method returns, Kafka is running and the services are
     * starting.
     * @param topics topics to write to files
     * @param data directory from which the producer-service reads files and to which it
     * writes uploads
     */
    public void start(List<String> topics, DataDirectory data) throws StartException, InterruptedException {
        startProcesses(topics, data);
        this.patience.dependOn(this::requireAlive);
        this.kafka.start(this.patience);
    }

    private synchronized void startProcesses(List<String> topics, DataDirectory data) throws StartException {
        if (this.stopping) {
            return;
        }
        this.consumer = start("consumer-service", this.consumerRest,
                Map.of("SERVER_PORT", String.valueOf(this.options.consumerPort()), "SENSOR_INSTANCE", "consumer-0",
                        "SENSOR_TOPICS", String.join(",", topics), "SENSOR_OUTPUT_DIR",
                        this.options.out().path().toString(), "SENSOR_PEER_URL", this.options.producerAddress()));
        this.producer = start("producer-service", this.producerRest,
                Map.of("SERVER_PORT", String.valueOf(this.options.producerPort()), "SENSOR_INSTANCE", "producer-0",
                        "SENSOR_DATA_DIR", data.path().toString(), "SENSOR_PEER_URL", this.options.consumerAddress()));
    }

    private ServiceProcess start(String service, RestClient rest, Map<String, String> settings) throws StartException {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", this.kafka.bootstrapServers());
        environment.put("SERVER_ADDRESS", RunOptions.HOST);
        // ServiceLog reads lines of text, not JSON.
        environment.put("LOGGING_STRUCTURED_FORMAT_CONSOLE", "");
        return ServiceProcess.start(JavaCommand.ofRun(RunOptions.home(), service), environment,
                this.options.out().log(service), rest);
    }

    public void awaitProducer() throws StartException, InterruptedException {
        awaitReady(this.producer);
    }

    public void awaitConsumer() throws StartException, InterruptedException {
        awaitReady(this.consumer);
    }

    private void awaitReady(@Nullable ServiceProcess service) throws StartException, InterruptedException {
        if (service != null) {
            service.awaitReady(this.patience);
        }
    }

    private void requireAlive() throws StartException {
        for (ServiceProcess service : new @Nullable ServiceProcess[] { this.producer, this.consumer }) {
            if (service != null) {
                service.requireAlive();
            }
        }
    }

    /**
     * Stops everything. Called at the end of the run and by the shutdown hook of Ctrl-C:
     * the second call waits for the first one.
     */
    @Override
    public void close() {
        if (this.closing.compareAndSet(false, true)) {
            stopping().forEach(ServiceProcess::stop);
            this.kafka.close();
            this.closed.countDown();
            return;
        }
        try {
            this.closed.await(CLOSE.toSeconds(), TimeUnit.SECONDS);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<ServiceProcess> stopping() {
        this.stopping = true;
        return Stream.of(this.producer, this.consumer).filter(Objects::nonNull).map(Objects::requireNonNull).toList();
    }

}
