package io.sensorstreams.kafka;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Kafka's settings of one node.
 *
 * @param node its number, from 1
 * @param brokerPorts ports of all brokers, in the order of the nodes
 * @param controllerPorts ports of all controllers, in the order of the nodes
 * @param directory where this node keeps its data
 */
record NodeConfiguration(int node, List<Integer> brokerPorts, List<Integer> controllerPorts, Path directory) {

    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final int MAX_REPLICATION = 3;

    private static final String INTERNAL_PARTITIONS = "8";

    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", String.valueOf(this.node));
        settings.put("log.dirs", this.directory.toString());
        addListeners(settings);
        addReplication(settings);
        addTopics(settings);
        addPace(settings);
        return settings;
    }

    private void addListeners(Map<String, String> settings) {
        String broker = "PLAINTEXT://" + Ports.HOST + ":" + this.brokerPorts.get(this.node - 1);
        String controller = CONTROLLER_LISTENER + "://" + Ports.HOST + ":" + this.controllerPorts.get(this.node - 1);
        settings.put("listeners", broker + "," + controller);
        settings.put("advertised.listeners", broker);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        settings.put("controller.listener.names", CONTROLLER_LISTENER);
        settings.put("controller.quorum.voters",
                IntStream.rangeClosed(1, this.controllerPorts.size())
                    .mapToObj((id) -> id + "@" + Ports.HOST + ":" + this.controllerPorts.get(id - 1))
                    .collect(Collectors.joining(",")));
    }

    private void addReplication(Map<String, String> settings) {
        int replication = Math.min(MAX_REPLICATION, this.brokerPorts.size());
        int inSync = Math.max(1, replication - 1);
        for (String topic : List.of("offsets.topic.", "transaction.state.log.", "share.coordinator.state.topic.")) {
            settings.put(topic + "replication.factor", String.valueOf(replication));
            settings.put(topic + "num.partitions", INTERNAL_PARTITIONS);
        }
        settings.put("transaction.state.log.min.isr", String.valueOf(inSync));
        settings.put("share.coordinator.state.topic.min.isr", String.valueOf(inSync));
        settings.put("default.replication.factor", String.valueOf(replication));
        settings.put("min.insync.replicas", String.valueOf(inSync));
    }

    private static void addTopics(Map<String, String> settings) {
        settings.put("auto.create.topics.enable", "false");
        settings.put("group.initial.rebalance.delay.ms", "0");
    }

    /** All nodes stop together, so there is nobody to hand partitions over to. */
    private static void addPace(Map<String, String> settings) {
        settings.put("controlled.shutdown.enable", "false");
        settings.put("metric.reporters", "");
        settings.put("log.cleaner.dedupe.buffer.size", String.valueOf(16 * 1024 * 1024));
        settings.put("controller.quorum.election.timeout.ms", "300");
        settings.put("controller.quorum.fetch.timeout.ms", "2000");
        settings.put("broker.heartbeat.interval.ms", "500");
    }

}
