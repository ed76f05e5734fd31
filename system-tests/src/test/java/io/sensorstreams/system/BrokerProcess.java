package io.sensorstreams.system;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;

/** One Kafka node, broker and controller, in a process of its own. */
final class BrokerProcess implements AutoCloseable {

    private final ChildProcess process;

    private final int port;

    private final String name;

    /**
     * Starts the node without waiting for it: it serves when most of the nodes run.
     * @param node number of the node, from 1
     * @param firstPort port of the first broker; controllers follow the brokers
     */
    BrokerProcess(int node, int nodes, int firstPort, Path directory) {
        this.name = "broker-" + node;
        this.port = firstPort + node - 1;
        this.process = new ChildProcess(Java.command("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                Java.TOP.resolve("launcher/target/lib").resolve("*").toString(),
                "io.sensorstreams.kafka.LocalKafkaApplication", "--node", String.valueOf(node), "--brokers",
                String.valueOf(nodes), "--port", String.valueOf(firstPort), "--dir",
                directory.resolve("kafka").toString()), Map.of(), directory.resolve(this.name + ".log"));
    }

    ChildProcess process() {
        return this.process;
    }

    /** Waits until it takes connections, which it does when it has caught up. */
    void awaitReady() {
        Awaitility.await(this.name + " serves, see " + this.process.log())
            .atMost(Duration.ofSeconds(120))
            .until(this::accepts);
    }

    private boolean accepts() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", this.port), 1000);
            return true;
        }
        catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        this.process.close();
    }

}
