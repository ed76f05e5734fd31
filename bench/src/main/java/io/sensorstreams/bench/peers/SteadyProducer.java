package io.sensorstreams.bench.peers;

import java.io.IOException;
import java.nio.file.Path;

import io.sensorstreams.bench.programs.RowSender;
import io.sensorstreams.bench.system.Lab;

/** Producer with Kafka's client alone that sends rows at a constant rate. */
public final class SteadyProducer implements AutoCloseable {

    private final PeerProcess process;

    private SteadyProducer(PeerProcess process) {
        this.process = process;
    }

    /** Starts a producer that commits a transaction after each interval. */
    public static SteadyProducer transactional(Lab lab, Path json, int perSecond, int commitMillis) throws IOException {
        return start(lab, "transactional-producer", json, perSecond, commitMillis);
    }

    public static SteadyProducer withoutTransactions(Lab lab, Path json, int perSecond) throws IOException {
        return start(lab, "plain-producer", json, perSecond, 0);
    }

    private static SteadyProducer start(Lab lab, String name, Path json, int perSecond, int commitMillis)
            throws IOException {
        return new SteadyProducer(new PeerProcess(lab, name, RowSender.class, lab.bootstrapServers(), json.toString(),
                String.valueOf(perSecond), String.valueOf(commitMillis)));
    }

    /** Starts to send all rows to a topic, and returns immediately. */
    public void send(String topic) throws IOException {
        this.process.write(topic);
    }

    @Override
    public void close() throws IOException {
        this.process.close();
    }

}
