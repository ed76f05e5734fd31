package io.sensorstreams.bench.latency;

import java.io.IOException;
import java.nio.file.Path;

import io.sensorstreams.bench.peers.SteadyProducer;
import io.sensorstreams.bench.peers.StreamsCopy;
import io.sensorstreams.bench.report.Percentiles;
import io.sensorstreams.bench.system.Lab;

/**
 * Programs that send the same rows at the same rate as the producer-service. They keep
 * running between the rounds, as the service does.
 */
public final class LatencyPeers implements AutoCloseable {

    public static final int COMMIT_MILLIS = 5;

    private static final String TRANSACTIONAL = "TRANSACTIONAL";

    private static final String PLAIN = "PLAIN";

    private static final String STREAMS = "STREAMS";

    private static final String COPY = "STREAMS-COPY";

    private final Lab lab;

    private final SteadyRows rows;

    private final SteadyProducer transactional;

    private final SteadyProducer plain;

    private final StreamsCopy streams;

    /**
     * Starts the programs.
     * @param json file with all rows, a JSON object on each line
     */
    public LatencyPeers(Lab lab, SteadyRows rows, Path json) throws IOException, InterruptedException {
        this.lab = lab;
        this.rows = rows;
        lab.createTopic(TRANSACTIONAL, Lab.PARTITIONS);
        lab.createTopic(PLAIN, Lab.PARTITIONS);
        this.transactional = SteadyProducer.transactional(lab, json, rows.perSecond(), COMMIT_MILLIS);
        this.plain = SteadyProducer.withoutTransactions(lab, json, rows.perSecond());
        this.streams = new StreamsCopy(lab, STREAMS, COPY, COMMIT_MILLIS);
    }

    public Percentiles transactional() throws IOException {
        return measure(this.transactional, TRANSACTIONAL, TRANSACTIONAL);
    }

    public Percentiles withoutTransactions() throws IOException {
        return measure(this.plain, PLAIN, PLAIN);
    }

    /** The rows come from a topic, which is filled without transactions. */
    public Percentiles streams() throws IOException {
        return measure(this.plain, STREAMS, COPY);
    }

    private Percentiles measure(SteadyProducer producer, String to, String from) throws IOException {
        try (Arrivals arrivals = new Arrivals(this.lab, from, this.rows)) {
            producer.send(to);
            arrivals.await();
            return arrivals.latencies();
        }
    }

    @Override
    public void close() throws IOException {
        this.streams.close();
        this.plain.close();
        this.transactional.close();
    }

}
