package io.sensorstreams.kafka;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Configuration of one Kafka node. Every node is a broker; the first ones are also
 * controllers. In one JVM a single controller is enough: a quorum would end with the JVM
 * and would only make start and stop slower.
 *
 * @param node its number, from 1
 * @param brokerPorts ports of all brokers, in the order of the nodes
 * @param controllerPorts ports of the controllers, in the order of the nodes
 * @param directory data directory of this node
 */
record NodeConfiguration(int node, List<Integer> brokerPorts, List<Integer> controllerPorts, Path directory) {

    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final int MAX_REPLICATION = 3;

    private static final String INTERNAL_PARTITIONS = "8";

    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("node.id", String.valueOf(this.node));
        settings.put("log.dirs", this.directory.toString());
        addListeners(settings);
        addReplication(settings);
        addQuickness(settings);
        if (this.brokerPorts.size() > 1) {
            // Partitions of a killed broker have no leader until this time has passed.
            // Kafka's default is 9 s. With a much shorter time, brokers on a busy
            // machine would be fenced.
            settings.put("broker.session.timeout.ms", "5000");
        }
        settings.put("auto.create.topics.enable", "false");
        return settings;
    }

    private void addListeners(Map<String, String> settings) {
        String broker = "PLAINTEXT://" + LocalKafkaSettings.HOST + ":" + this.brokerPorts.get(this.node - 1);
        settings.put("process.roles", isController() ? "broker,controller" : "broker");
        settings.put("listeners",
                isController() ? broker + "," + CONTROLLER_LISTENER + "://" + controller(this.node) : broker);
        settings.put("advertised.listeners", broker);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        settings.put("controller.listener.names", CONTROLLER_LISTENER);
        settings.put("controller.quorum.voters",
                IntStream.rangeClosed(1, this.controllerPorts.size())
                    .mapToObj((voter) -> voter + "@" + controller(voter))
                    .collect(Collectors.joining(",")));
    }

    private String controller(int controller) {
        return LocalKafkaSettings.HOST + ":" + this.controllerPorts.get(controller - 1);
    }

    private boolean isController() {
        return this.node <= this.controllerPorts.size();
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

    private static void addQuickness(Map<String, String> settings) {
        // Long enough for all threads of one service to join together. A member that
        // joins later waits for the next heartbeat, 3 s.
        settings.put("group.initial.rebalance.delay.ms", "100");
        settings.put("broker.heartbeat.interval.ms", "500");
        // Back-off of the first rows of a transaction while the previous transaction is
        // being completed. Kafka's default is 20 ms.
        settings.put("add.partitions.to.txn.retry.backoff.ms", "2");
        settings.put("metric.reporters", "");
        settings.put("log.cleaner.dedupe.buffer.size", String.valueOf(16 * 1024 * 1024));
    }

}
