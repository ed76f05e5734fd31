package io.sensorstreams.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * One node of a cluster whose nodes are separate processes, so that each node can be
 * killed alone. Every node is broker and controller. The ports are consecutive: first
 * those of the brokers, then the same number for the controllers.
 */
final class LocalKafkaNode {

    private final KafkaRaftServer server;

    private LocalKafkaNode(KafkaRaftServer server) {
        this.server = server;
    }

    /**
     * Starts a node and waits until it serves clients, which requires that more than half
     * of the nodes are running.
     * @param settings settings of the whole cluster, with the directory that all nodes
     * share
     * @param node number of the node, from 1
     * @throws IOException when the directory belongs to another cluster
     */
    static LocalKafkaNode start(LocalKafkaSettings settings, int node) throws IOException {
        Path directory = ClusterDirectory.prepare(settings);
        int first = settings.port();
        int behind = first + settings.nodes();
        NodeConfiguration configuration = new NodeConfiguration(node, ports(first, settings.nodes()),
                ports(behind, settings.nodes()), ClusterDirectory.ofNode(directory, node));
        LocalKafkaNode started = new LocalKafkaNode(of(configuration));
        started.server.startup();
        return started;
    }

    private static List<Integer> ports(int first, int count) {
        return IntStream.range(first, first + count).boxed().toList();
    }

    static KafkaRaftServer of(NodeConfiguration configuration) throws IOException {
        Files.createDirectories(configuration.directory());
        return new KafkaRaftServer(KafkaConfig.apply(configuration.settings(), false), Time.SYSTEM);
    }

    void stop() {
        this.server.shutdown();
        this.server.awaitShutdown();
    }

}
