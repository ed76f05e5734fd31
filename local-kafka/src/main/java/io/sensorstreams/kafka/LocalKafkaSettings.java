package io.sensorstreams.kafka;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a {@link LocalKafka} is to be.
 *
 * @param nodes brokers, 1 to 9; the first is also the controller
 * @param port port of the first broker, the next ones follow it; 0 takes any free ports
 * @param directory where the data is kept; empty for a temporary one, deleted at the end
 */
public record LocalKafkaSettings(int nodes, int port, Optional<Path> directory) {

    private static final int MAX_NODES = 9;

    public LocalKafkaSettings {
        if (nodes < 1 || nodes > MAX_NODES) {
            throw new IllegalArgumentException("Kafka with " + nodes + " nodes, expected 1 to " + MAX_NODES);
        }
        if (port < 0 || port > 65536 - nodes) {
            throw new IllegalArgumentException("Kafka port " + port + ", expected 0 to " + (65536 - nodes));
        }
    }

    /** Nodes on free ports with temporary data. */
    public static LocalKafkaSettings ofNodes(int nodes) {
        return new LocalKafkaSettings(nodes, 0, Optional.empty());
    }

    /** The same with the first broker on this port. */
    public LocalKafkaSettings withPort(int firstPort) {
        return new LocalKafkaSettings(this.nodes, firstPort, this.directory);
    }

    /** The same with its data kept in this directory, which is created when missing. */
    public LocalKafkaSettings withDirectory(Path kept) {
        return new LocalKafkaSettings(this.nodes, this.port, Optional.of(kept));
    }

    /** Addresses of its brokers, when they have a port of their own. */
    public String bootstrapServers() {
        return IntStream.range(this.port, this.port + this.nodes)
            .mapToObj((broker) -> Ports.HOST + ":" + broker)
            .collect(Collectors.joining(","));
    }

}
