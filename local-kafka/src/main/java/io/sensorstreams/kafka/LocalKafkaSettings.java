package io.sensorstreams.kafka;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Settings of a {@link LocalKafka}.
 *
 * @param nodes number of brokers, 1 to 9; the first one is also the controller
 * @param port port of the first broker, the next brokers use the following ports; 0 for
 * any free ports
 * @param directory directory of the data; empty for a temporary one, which is deleted at
 * the end
 */
public record LocalKafkaSettings(int nodes, int port, Optional<Path> directory) {

    static final String HOST = "127.0.0.1";

    private static final int MAX_NODES = 9;

    public LocalKafkaSettings {
        if (nodes < 1 || nodes > MAX_NODES) {
            throw new IllegalArgumentException("Kafka with " + nodes + " nodes, expected 1 to " + MAX_NODES);
        }
        if (port < 0 || port > 65536 - nodes) {
            throw new IllegalArgumentException("Kafka port " + port + ", expected 0 to " + (65536 - nodes));
        }
    }

    /** Returns settings with free ports and temporary data. */
    public static LocalKafkaSettings ofNodes(int nodes) {
        return new LocalKafkaSettings(nodes, 0, Optional.empty());
    }

    public LocalKafkaSettings withPort(int firstPort) {
        return new LocalKafkaSettings(this.nodes, firstPort, this.directory);
    }

    public LocalKafkaSettings withDirectory(Path kept) {
        return new LocalKafkaSettings(this.nodes, this.port, Optional.of(kept));
    }

    /** Returns the addresses of the brokers. Requires a fixed port. */
    public String bootstrapServers() {
        return IntStream.range(this.port, this.port + this.nodes)
            .mapToObj((broker) -> HOST + ":" + broker)
            .collect(Collectors.joining(","));
    }

}
