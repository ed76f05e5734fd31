package io.sensorstreams.kafka;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.sensorstreams.harness.Ports;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * Real Apache Kafka cluster in this JVM: KRaft nodes on {@code 127.0.0.1}. It serves
 * clients when {@link #start} returns. <pre>
 * try (LocalKafka kafka = LocalKafka.start(LocalKafkaSettings.ofNodes(3))) {
 *     String bootstrapServers = kafka.bootstrapServers(); // 127.0.0.1:40001,127.0.0.1:40002,…
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
     * @throws IOException when a port is in use, or the directory is in use or belongs to
     * another cluster; the message contains the port or directory
     */
    public static LocalKafka start(LocalKafkaSettings settings) throws IOException {
        LocalKafkaSettings cluster = (settings.port() != 0) ? settings
                : settings.withPort(Ports.free(settings.nodes()));
        List<Integer> brokerPorts = ports(cluster.port(), cluster.nodes());
        for (int port : brokerPorts) {
            if (!Ports.isFree(port)) {
                throw new BindException(
                        "Port " + port + " of " + LocalKafkaSettings.HOST + " is taken by another program");
            }
        }
        List<Integer> controllerPorts = List.of(controllerPort(brokerPorts));
        ClusterDirectory directory = ClusterDirectory.open(cluster);
        List<KafkaRaftServer> nodes = new ArrayList<>();
        try {
            for (int node = 1; node <= cluster.nodes(); node++) {
                nodes.add(node(new NodeConfiguration(node, brokerPorts, controllerPorts, directory.ofNode(node))));
            }
            inParallel("kafka-start", nodes, KafkaRaftServer::startup);
            return new LocalKafka(directory, List.copyOf(nodes), cluster.bootstrapServers());
        }
        catch (RuntimeException | IOException e) {
            stop(nodes);
            directory.close();
            throw e;
        }
    }

    /**
     * Starts one node of a cluster whose nodes are separate processes, so that each node
     * can be killed alone. Every node is broker and controller. The ports of the brokers
     * are followed by the same number of ports for the controllers. Waits until the node
     * serves clients, which requires that more than half of the nodes are running.
     * @param node number of the node, from 1
     */
    static KafkaRaftServer startNode(LocalKafkaSettings settings, int node) throws IOException {
        int nodes = settings.nodes();
        KafkaRaftServer server = node(new NodeConfiguration(node, ports(settings.port(), nodes),
                ports(settings.port() + nodes, nodes), ClusterDirectory.prepare(settings, node)));
        server.startup();
        return server;
    }

    private static List<Integer> ports(int first, int count) {
        return IntStream.range(first, first + count).boxed().toList();
    }

    /** Finds a port for the controller before any broker binds its port. */
    private static int controllerPort(List<Integer> brokerPorts) {
        int port = Ports.free(1);
        while (brokerPorts.contains(port)) {
            port = Ports.free(1);
        }
        return port;
    }

    private static KafkaRaftServer node(NodeConfiguration configuration) throws IOException {
        Files.createDirectories(configuration.directory());
        return new KafkaRaftServer(KafkaConfig.apply(configuration.settings(), false), Time.SYSTEM);
    }

    /**
     * Returns when all actions have ended, and throws the exception of the first one that
     * failed. A node starts only when a majority of the nodes is starting.
     */
    private static void inParallel(String threadName, List<KafkaRaftServer> nodes, Consumer<KafkaRaftServer> action) {
        Executor threads = (task) -> new Thread(task, threadName).start();
        CompletableFuture<?>[] running = nodes.stream()
            .map((node) -> CompletableFuture.runAsync(() -> action.accept(node), threads))
            .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(running).join();
        }
        catch (CompletionException e) {
            throw (e.getCause() instanceof RuntimeException cause) ? cause : e;
        }
    }

    /** Returns all brokers: {@code 127.0.0.1:9092,…}. */
    public String bootstrapServers() {
        return this.bootstrapServers;
    }

    public Path directory() {
        return this.directory.path();
    }

    /** Stops every node. Deletes a temporary directory. May be called again. */
    @Override
    public void close() {
        stop(this.nodes);
        this.directory.close();
    }

    /** The first node stops last: the other nodes deregister from its controller. */
    private static void stop(List<KafkaRaftServer> nodes) {
        inParallel("kafka-stop", nodes.subList(Math.min(1, nodes.size()), nodes.size()), LocalKafka::stop);
        nodes.stream().limit(1).forEach(LocalKafka::stop);
    }

    static void stop(KafkaRaftServer node) {
        node.shutdown();
        node.awaitShutdown();
    }

}
