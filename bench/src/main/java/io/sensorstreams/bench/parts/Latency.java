package io.sensorstreams.bench.parts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
record Latency(Lab lab, Sizes sizes, LabSystem system) {

    private static final String PART = "latency";

    private static final String SERVICE = "producer-service, p99";

    private static final String TOOL = "kafka-e2e-latency, p99";

    private static final int RATE = 10_000;

    /** Size of a row as JSON, in bytes. */
    private static final int BYTES = 200;

    /** Seconds at the start of a stream or tool that are not measured. */
    private static final int WARM_UP = 2;

    private static final int ALONE_PER_SECOND = 300;

    static List<String> measure(Lab lab, Sizes sizes, Report report) throws IOException, InterruptedException {
        List<String> topics = IntStream.rangeClosed(0, sizes.rounds()).mapToObj((round) -> "LATENCY-" + round).toList();
        lab.out().println("Starting both services");
        try (LabSystem system = new LabSystem(lab, topics)) {
            topics.forEach(system::stopGroup);
            Latency latency = new Latency(lab, sizes, system);
            latency.run(topics, report);
            topics.forEach(system::startGroup);
            topics.forEach((topic) -> system.awaitRowsInFiles(topic, latency.rows()));
            return system.audit((long) latency.rows() * topics.size());
        }
    }

    private int rows() {
        return RATE * this.sizes.latencySeconds();
    }

    private void run(List<String> topics, Report report) throws IOException, InterruptedException {
        List<Double> serviceP50 = new ArrayList<>();
        List<Double> serviceP99 = new ArrayList<>();
        List<Double> toolP99 = new ArrayList<>();
        Path payload = this.lab.directory().resolve("latency.json");
        this.lab.sampleRows().writeCsv(this.system.data().resolve("latency.csv"), rows());
        this.lab.sampleRows().writeJson(payload, RATE);
        for (int round = 0; round < topics.size(); round++) {
            String topic = topics.get(round);
            Series latencies = stream(topic);
            double p50 = latencies.percentile(0.5);
            double p99 = latencies.percentile(0.99);
            double ofTool = tool("TOOL-" + topic, payload);
            String name = (round == 0) ? "warm-up" : "round %d/%d".formatted(round, this.sizes.rounds());
            if (round > 0) {
                serviceP50.add(p50);
                serviceP99.add(p99);
                toolP99.add(ofTool);
            }
            this.lab.out()
                .printf("%-9s  latency  producer-service p50 %.1f ms, p99 %.1f ms; kafka-e2e-latency p99 %.1f ms%n",
                        name, p50, p99, ofTool);
        }
        report.add(new Figure(PART, "producer-service, p50", "ms", new Series(serviceP50),
                "10,000 rows/s; from row due until read by a read_committed consumer"));
        report.add(new Figure(PART, SERVICE, "ms", new Series(serviceP99), "the same"));
        report.add(new Figure(PART, TOOL, "ms", new Series(toolP99),
                "one row at a time, from sent until read, while another process sends 10,000 rows/s; acks=all; whole ms, rounded down by the tool"));
        report.add(Ratio.atMost("latency-p99-vs-tool", report.quotient(PART, SERVICE, TOOL), 1.5));
    }

    /** Sends the rows to a topic and returns their latencies, in milliseconds. */
    private Series stream(String topic) {
        String stream = topic.toLowerCase(Locale.ROOT);
        this.system.createStream(stream, topic, "latency.csv",
                ",\"pace\":{\"type\":\"rate\",\"perSecond\":" + RATE + "}");
        try (Arrivals arrivals = new Arrivals(this.lab, topic, RATE, rows())) {
            this.system.startStream(stream);
            arrivals.await();
            this.system.awaitCompleted(stream);
            return arrivals.latencies((long) RATE * WARM_UP);
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

}
