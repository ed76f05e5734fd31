package io.sensorstreams.launcher.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What the user asked of {@code ./run}.
 *
 * @param data where the readings are
 * @param topics topics of files whose names do not give them
 * @param out where the files go
 * @param once whether to end when all rows are in files
 * @param brokers how many local brokers
 * @param pace how fast the streams go
 * @param kafka address of a Kafka outside; empty for a local one
 * @param producerPort HTTP port of the producer-service
 * @param consumerPort HTTP port of the consumer-service
 * @param startTimeout how long the start may take; empty for as long as the services live
 */
public record RunOptions(DataDirectory data, Map<String, String> topics, OutputDirectory out, boolean once, int brokers,
        Pace pace, Optional<String> kafka, int producerPort, int consumerPort, Optional<Duration> startTimeout) {

    public static final String HOST = "127.0.0.1";

    public RunOptions {
        data = new DataDirectory(data.path().toAbsolutePath().normalize(), data.versioned());
        topics = Map.copyOf(topics);
    }

    public String producerAddress() {
        return "http://" + HOST + ":" + this.producerPort;
    }

    public String consumerAddress() {
        return "http://" + HOST + ":" + this.consumerPort;
    }

    /** Where the project is. */
    public static Path home() {
        return Path.of(System.getProperty("sensor.home", "")).toAbsolutePath();
    }

}
