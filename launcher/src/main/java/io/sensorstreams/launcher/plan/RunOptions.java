package io.sensorstreams.launcher.plan;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Options of {@code ./run}.
 *
 * @param topics topics of files whose names do not begin with them
 * @param once whether to end when all rows are in files
 * @param kafka address of an external Kafka; empty for a local one
 * @param startTimeout how long the start may take; empty for no limit while the services
 * are alive
 * @param watchRows whether to print rows while they are sent and written
 * @param watch whether to send files that arrive while it runs
 * @param files settings of the output files, by environment variable
 */
public record RunOptions(DataDirectory data, Map<String, String> topics, OutputDirectory out, boolean once, int brokers,
        Pace pace, Optional<String> kafka, int producerPort, int consumerPort, Optional<Duration> startTimeout,
        boolean watchRows, boolean watch, Map<String, String> files) {

    public static final String HOST = "127.0.0.1";

    public RunOptions {
        topics = Map.copyOf(topics);
        files = Map.copyOf(files);
    }

    public String producerAddress() {
        return "http://" + HOST + ":" + this.producerPort;
    }

    public String consumerAddress() {
        return "http://" + HOST + ":" + this.consumerPort;
    }

}
