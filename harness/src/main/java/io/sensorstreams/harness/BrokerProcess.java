package io.sensorstreams.harness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs one Kafka node, broker and controller, as a separate process. */
public final class BrokerProcess implements AutoCloseable {

    private static final List<String> SMALL = List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final Duration START = Duration.ofMinutes(2);

    private final ChildProcess process;

    private final int port;

    private final String name;

    /** Starts the node with a small heap and options for a quick start. */
    public BrokerProcess(int node, int nodes, int firstPort, Path directory) {
        this(node, nodes, firstPort, directory, SMALL);
    }

    /**
     * Starts the node and returns immediately. It serves clients when most of the nodes
     * run.
     * @param node number of the node, from 1
     * @param firstPort port of the first broker; the ports of the controllers follow
     * @param options options of its JVM
     */
    public BrokerProcess(int node, int nodes, int firstPort, Path directory, List<String> options) {
        this.name = "broker-" + node;
        this.port = firstPort + node - 1;
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of("-cp", Java.TOP.resolve("launcher/target/lib").resolve("*").toString(),
                "io.sensorstreams.kafka.LocalKafkaApplication", "--node", String.valueOf(node), "--brokers",
                String.valueOf(nodes), "--port", String.valueOf(firstPort), "--dir",
                directory.resolve("kafka").toString()));
        this.process = new ChildProcess(Java.command(arguments), Map.of(), directory.resolve(this.name + ".log"))
            .killAtExit();
    }

    public ChildProcess process() {
        return this.process;
    }

    /** Waits until the node has read the metadata log and accepts connections. */
    public void awaitReady() {
        Waiting.until(this.name + " serves, see " + this.process.log(), START,
                () -> Ports.acceptsConnections("127.0.0.1", this.port));
    }

    @Override
    public void close() {
        this.process.close();
    }

}
