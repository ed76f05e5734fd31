package io.sensorstreams.bench.parts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.sensorstreams.bench.peers.KafkaTools;
import io.sensorstreams.bench.report.Figure;
import io.sensorstreams.bench.report.Ratio;
import io.sensorstreams.bench.report.Report;
import io.sensorstreams.bench.report.Series;
import io.sensorstreams.bench.system.Lab;
import io.sensorstreams.bench.system.LabSystem;

/**
 * Compares the latency of rows at a constant rate with Kafka's end-to-end latency tool.
 * <p>
 * For the service, the latency ends when a read_committed consumer has received the row,
 * and begins when the row was due. That is later than the acknowledgement. For the tool,
 * the latency is the time between sending and receiving a row. The tool sends the next
 * row only then, so a separate process sends the other rows of the same rate. Both use
 * acks=all and one broker.
 */
final class Latency {

    private static final String PART = "latency";

    private static final String SERVICE = "producer-service, p99";

    private static final String TOOL = "kafka-e2e-latency, p99";

    private static final int RATE = 10_000;

    /** Size of a row as JSON, in bytes. */
    private static final int BYTES = 200;

    /** Seconds at the start of a stream or tool that are not measured. */
    private static final int WARM_UP = 2;

    private static final int ALONE_PER_SECOND = 300;

    private final Lab lab;

    private final Sizes sizes;

    private final LabSystem system;

    private final List<Double> median = new ArrayList<>();

    private final List<Double> p99 = new ArrayList<>();

    private final List<Double> toolP99 = new ArrayList<>();

    private Latency(Lab lab, Sizes sizes, LabSystem system) {
        this.lab = lab;
        this.sizes = sizes;
        this.system = system;
    }

    /**
     * Measures the service and the tool.
     * @return faults that the audit found
     */
    static List<String> measure(Lab lab, Sizes sizes, Report report) throws IOException, InterruptedException {
        List<String> topics = IntStream.rangeClosed(0, sizes.rounds()).mapToObj((round) -> "LATENCY-" + round).toList();
        lab.out().println("Starting both services");
        try (LabSystem system = new LabSystem(lab, topics)) {
            topics.forEach(system::stopGroup);
            Latency latency = new Latency(lab, sizes, system);
            latency.run(topics);
            latency.addTo(report);
            topics.forEach(system::startGroup);
            topics.forEach((topic) -> system.awaitRowsInFiles(topic, latency.rows()));
            return system.audit((long) latency.rows() * topics.size());
        }
    }

    private int rows() {
        return RATE * this.sizes.latencySeconds();
    }

    private void run(List<String> topics) throws IOException, InterruptedException {
        Path payload = this.lab.directory().resolve("latency.json");
        this.lab.sampleRows().writeCsv(this.system.data().resolve("latency.csv"), rows());
        this.lab.sampleRows().writeJson(payload, RATE);
        for (int round = 0; round < topics.size(); round++) {
            String topic = topics.get(round);
            List<Double> shares = stream(topic);
            double ofTool = tool("TOOL-" + topic, payload);
            String name = (round == 0) ? "warm-up" : "round %d/%d".formatted(round, this.sizes.rounds());
            if (round > 0) {
                this.median.add(shares.get(0));
                this.p99.add(shares.get(1));
                this.toolP99.add(ofTool);
            }
            this.lab.out()
                .printf("%-9s  latency  producer-service p50 %.1f ms, p99 %.1f ms; kafka-e2e-latency p99 %.1f ms%n",
                        name, shares.get(0), shares.get(1), ofTool);
        }
    }

    /**
     * Sends the rows to a topic.
     * @return median and 99th percentile of the latency, in milliseconds
     */
    private List<Double> stream(String topic) {
        String stream = topic.toLowerCase(Locale.ROOT);
        this.system.createStream(stream, topic, "latency.csv",
                ",\"pace\":{\"type\":\"rate\",\"perSecond\":" + RATE + "}");
        try (Arrivals arrivals = new Arrivals(this.lab, topic, RATE, rows())) {
            this.system.startStream(stream);
            arrivals.await();
            this.system.awaitCompleted(stream);
            return arrivals.shares((long) RATE * WARM_UP, 0.5, 0.99);
        }
    }

    private double tool(String topic, Path payload) throws IOException, InterruptedException {
        this.lab.createTopic(topic, 1);
        String others = topic + "-others";
        this.lab.createTopic(others, Lab.PARTITIONS);
        KafkaTools tools = new KafkaTools(this.lab);
        Process load = tools.produceAt(others, payload, Long.MAX_VALUE, RATE);
        double latency;
        try {
            TimeUnit.SECONDS.sleep(WARM_UP);
            latency = tools.latency(topic, ALONE_PER_SECOND * this.sizes.latencySeconds(), BYTES);
        }
        finally {
            load.destroy();
            load.waitFor();
        }
        this.lab.deleteTopic(others);
        this.lab.deleteTopic(topic);
        return latency;
    }

    private void addTo(Report report) {
        report.add(new Figure(PART, "producer-service, p50", "ms", new Series(this.median),
                "10,000 rows/s; from row due until read by a read_committed consumer"));
        report.add(new Figure(PART, SERVICE, "ms", new Series(this.p99), "the same"));
        report.add(new Figure(PART, TOOL, "ms", new Series(this.toolP99),
                "one row at a time, from sent until read, while another process sends 10,000 rows/s; acks=all; whole ms, rounded down by the tool"));
        Optional<Double> ratio = report.quotient(PART, SERVICE, TOOL);
        report.add(Ratio.atMost("latency-p99-vs-tool", ratio, 1.5));
    }

}
