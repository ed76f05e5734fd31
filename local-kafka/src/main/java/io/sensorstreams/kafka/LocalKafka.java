package io.sensorstreams.kafka;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.sensorstreams.harness.Ports;
import kafka.server.KafkaRaftServer;

/**
 * Real Apache Kafka cluster in this JVM: KRaft nodes on {@code 127.0.0.1}. It serves
 * clients when {@link #start} returns. <pre>
 * try (LocalKafka kafka = LocalKafka.start(LocalKafkaSettings.ofNodes(3))) {
 *     String bootstrapServers = kafka.bootstrapServers(); // 127.0.0.1:40001,127.0.0.1:40003,…
 * }
 * </pre>
 */
public final class LocalKafka implements AutoCloseable {

    private final ClusterDirectory directory;

    private final List<KafkaRaftServer> nodes;

    private final String bootstrapServers;

    private LocalKafka(ClusterDirectory directory, List<KafkaRaftServer> nodes, String bootstrapServers) {
        this.directory = directory;
        this.nodes = nodes;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts a cluster in its directory and waits until every broker serves clients.
     * @param settings number of nodes, ports and directory
     * @return the running cluster; close it to stop it
     * @throws IOException when a port is in use, or the directory is in use or belongs to
     * another cluster; the message contains the port or directory
     */
    public static LocalKafka start(LocalKafkaSettings settings) throws IOException {
        List<Integer> brokerPorts = brokerPorts(settings);
        List<Integer> controllerPorts = List.of(controllerPort(brokerPorts));
        ClusterDirectory directory = ClusterDirectory.open(settings);
        List<KafkaRaftServer> nodes = new ArrayList<>();
        try {
            for (int node = 1; node <= settings.nodes(); node++) {
                nodes.add(LocalKafkaNode
                    .of(new NodeConfiguration(node, brokerPorts, controllerPorts, directory.ofNode(node))));
            }
            InParallel.run("kafka-start", nodes, KafkaRaftServer::startup);
            return new LocalKafka(directory, List.copyOf(nodes), addresses(brokerPorts));
        }
        catch (RuntimeException | IOException e) {
            stop(nodes);
            directory.close();
            throw e;
        }
    }

    private static List<Integer> brokerPorts(LocalKafkaSettings settings) throws IOException {
        int first = (settings.port() != 0) ? settings.port() : Ports.free(settings.nodes());
        List<Integer> ports = IntStream.range(first, first + settings.nodes()).boxed().toList();
        for (int port : ports) {
            if (!Ports.isFree(port)) {
                throw new BindException(
                        "Port " + port + " of " + LocalKafkaSettings.HOST + " is taken by another program");
            }
        }
        return ports;
    }

    /** Finds a port for the controller before any broker binds its port. */
    private static int controllerPort(List<Integer> brokerPorts) {
        int port = Ports.free(1);
        while (brokerPorts.contains(port)) {
            port = Ports.free(1);
        }
        return port;
    }

    private static String addresses(List<Integer> ports) {
        return ports.stream().map((port) -> LocalKafkaSettings.HOST + ":" + port).collect(Collectors.joining(","));
    }

    /**
     * Returns the addresses of all brokers, in the format of {@code bootstrap.servers}:
     * {@code 127.0.0.1:9092,…}.
     */
    public String bootstrapServers() {
        return this.bootstrapServers;
    }

    /** Returns the directory of the data. */
    public Path directory() {
        return this.directory.path();
    }

    /**
     * Stops every node. Keeps a given directory and deletes a temporary one. May be
     * called more than once.
     */
    @Override
    public void close() {
        stop(this.nodes);
        this.directory.close();
    }

    /**
     * Stops the first node last, because it is the controller that the other nodes
     * deregister from.
     */
    private static void stop(List<KafkaRaftServer> nodes) {
        List<KafkaRaftServer> others = nodes.subList(Math.min(1, nodes.size()), nodes.size());
        InParallel.run("kafka-stop", others, LocalKafka::stop);
        nodes.stream().limit(1).forEach(LocalKafka::stop);
    }

    private static void stop(KafkaRaftServer node) {
        node.shutdown();
        node.awaitShutdown();
    }

}
