package io.sensorstreams.launcher.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.sensorstreams.harness.JavaCommand;
import io.sensorstreams.launcher.api.RestClient;
import io.sensorstreams.launcher.api.SensorApi;
import io.sensorstreams.launcher.plan.DataDirectory;
import io.sensorstreams.launcher.plan.RunOptions;
import io.sensorstreams.launcher.plan.RunUser;
import io.sensorstreams.launcher.plan.StartException;
import io.sensorstreams.launcher.progress.Patience;

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

    /** In the order in which they stop. */
    private final Deque<ServiceProcess> processes = new ConcurrentLinkedDeque<>();

    private boolean stopping;

    private final CountDownLatch closed = new CountDownLatch(1);

    public Services(RunOptions options, RunUser user, Kafka kafka, Patience patience) {
        this.options = options;
        this.kafka = kafka;
        this.patience = patience;
        this.producerRest = new RestClient("producer-service", user.api(options.producerPort()), patience);
        this.consumerRest = new RestClient("consumer-service", user.api(options.consumerPort()), patience);
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
     * @param data directory from which the producer-service reads files and to which it
     * writes uploads
     */
    public void start(List<String> topics, DataDirectory data) throws StartException, InterruptedException {
        Map<String, String> consumer = new HashMap<>(this.options.files());
        consumer.putAll(Map.of("SERVER_PORT", String.valueOf(this.options.consumerPort()), "SENSOR_INSTANCE",
                "consumer-0", "SENSOR_TOPICS", String.join(",", topics), "SENSOR_OUTPUT_DIR",
                this.options.out().path().toString(), "SENSOR_PEER_URL", this.options.producerAddress()));
        start("consumer-service", this.consumerRest, consumer);
        start("producer-service", this.producerRest,
                Map.of("SERVER_PORT", String.valueOf(this.options.producerPort()), "SENSOR_INSTANCE", "producer-0",
                        "SENSOR_DATA_DIR", data.path().toString(), "SENSOR_PEER_URL", this.options.consumerAddress()));
        this.patience.dependOn(this::requireAlive);
        this.kafka.start(this.patience);
    }

    private void start(String service, RestClient rest, Map<String, String> settings)
            throws StartException, InterruptedException {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", this.kafka.bootstrapServers());
        environment.put("SERVER_ADDRESS", RunOptions.HOST);
        // The reason of an exit is read from lines of text, not from JSON.
        environment.put("LOGGING_STRUCTURED_FORMAT_CONSOLE", "");
        try {
            JavaCommand command = JavaCommand.ofRun(service);
            synchronized (this) {
                if (!this.stopping) {
                    this.processes
                        .addFirst(ServiceProcess.start(command, environment, this.options.out().log(service), rest));
                }
            }
        }
        catch (IOException | UncheckedIOException | IllegalStateException e) {
            throw new StartException(service + " cannot start: " + e.getMessage(), e);
        }
    }

    public void awaitReady(String service) throws StartException, InterruptedException {
        for (ServiceProcess process : this.processes) {
            if (process.name().equals(service)) {
                process.awaitReady(this.patience);
            }
        }
    }

    private void requireAlive() throws StartException {
        for (ServiceProcess process : this.processes) {
            process.requireAlive();
        }
    }

    /**
     * Stops everything. Called at the end of the run and by the shutdown hook of Ctrl-C:
     * the second call waits for the first one.
     */
    @Override
    public void close() {
        if (isFirstToStop()) {
            this.processes.forEach(ServiceProcess::stop);
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

    private synchronized boolean isFirstToStop() {
        boolean first = !this.stopping;
        this.stopping = true;
        return first;
    }

}
