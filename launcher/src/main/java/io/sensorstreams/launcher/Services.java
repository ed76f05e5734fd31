package io.sensorstreams.launcher;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * All that a run starts: Kafka, the producer-service and the consumer-service, at the
 * same time, because each of them takes seconds. They are stopped one after the other,
 * the producer first, so that its rows still find a consumer, and Kafka last.
 */
final class Services implements AutoCloseable {

    private static final Duration READY = Duration.ofSeconds(90);

    private final RunOptions options;

    private final Kafka kafka;

    private final RestClient producerRest;

    private final RestClient consumerRest;

    private @Nullable ServiceProcess producer;

    private @Nullable ServiceProcess consumer;

    private boolean stopping;

    Services(RunOptions options, Kafka kafka) {
        this.options = options;
        this.kafka = kafka;
        this.producerRest = new RestClient(options.producerAddress());
        this.consumerRest = new RestClient(options.consumerAddress());
    }

    String bootstrapServers() {
        return this.kafka.bootstrapServers();
    }

    SensorApi api() {
        return new SensorApi(this.producerRest, this.consumerRest);
    }

    /**
     * Starts everything; Kafka runs when this returns, the services not yet.
     * @param topics topics that become files
     */
    void start(List<String> topics) throws StartException {
        startProcesses(topics);
        this.kafka.start();
    }

    private synchronized void startProcesses(List<String> topics) throws StartException {
        if (this.stopping) {
            return;
        }
        this.consumer = start("consumer-service", this.consumerRest,
                Map.of("SERVER_PORT", String.valueOf(this.options.consumerPort()), "SENSOR_INSTANCE", "consumer-0",
                        "SENSOR_TOPICS", String.join(",", topics), "SENSOR_OUTPUT_DIR",
                        this.options.out().path().toString()));
        this.producer = start("producer-service", this.producerRest,
                Map.of("SERVER_PORT", String.valueOf(this.options.producerPort()), "SENSOR_INSTANCE", "producer-0",
                        "SENSOR_DATA_DIR", this.options.data().path().toString()));
    }

    private ServiceProcess start(String service, RestClient rest, Map<String, String> settings) throws StartException {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", this.kafka.bootstrapServers());
        environment.put("SERVER_ADDRESS", RunOptions.HOST);
        return ServiceProcess.start(JavaCommand.of(service), environment, this.options.out().log(service), rest);
    }

    void awaitProducer() throws StartException, InterruptedException {
        awaitReady(this.producer);
    }

    void awaitConsumer() throws StartException, InterruptedException {
        awaitReady(this.consumer);
    }

    private static void awaitReady(@Nullable ServiceProcess service) throws StartException, InterruptedException {
        if (service != null) {
            service.awaitReady(READY);
        }
    }

    void requireAlive() throws StartException {
        for (ServiceProcess service : new @Nullable ServiceProcess[] { this.producer, this.consumer }) {
            if (service != null) {
                service.requireAlive();
            }
        }
    }

    @Override
    public synchronized void close() {
        this.stopping = true;
        if (this.producer != null) {
            this.producer.stop();
        }
        if (this.consumer != null) {
            this.consumer.stop();
        }
        this.kafka.close();
    }

}
