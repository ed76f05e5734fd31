package io.sensorstreams.bench.parts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.sensorstreams.bench.latency.Arrivals;
import io.sensorstreams.bench.latency.LatencyContest;
import io.sensorstreams.bench.latency.LatencyPeers;
import io.sensorstreams.bench.latency.SteadyRows;
import io.sensorstreams.bench.peers.KafkaTools;
import io.sensorstreams.bench.report.Percentiles;
import io.sensorstreams.bench.report.Ratio;
import io.sensorstreams.bench.report.Report;
import io.sensorstreams.bench.system.Lab;
import io.sensorstreams.bench.system.LabSystem;

/**
 * Compares the latency of rows at a constant rate with programs that promise the same,
 * and with Kafka's end-to-end latency tool.
 * <p>
 * The latency begins when the row was due and ends when a read_committed consumer has
 * received it. That is later than the acknowledgement. For the tool, the latency is the
 * time between sending and receiving a row. The tool sends the next row only then, so a
 * separate process sends the other rows of the same rate. All use acks=all and one
 * broker.
 */
record Latency(Lab lab, LabSystem system, SteadyRows rows) {

    private static final String PART = "latency";

    private static final String EXACTLY_ONCE = "producer-service";

    private static final String AT_LEAST_ONCE = "producer-service, at least once";

    private static final String TRANSACTIONAL = "transactional producer";

    private static final String STREAMS = "Kafka Streams, exactly once";

    private static final String TOOL = "kafka-e2e-latency";

    private static final int RATE = 10_000;

    /** Size of a row as JSON, in bytes. */
    private static final int BYTES = 200;

    /** Seconds at the start of a stream or tool that are not measured. */
    private static final int WARM_UP = 2;

    private static final int ALONE_PER_SECOND = 300;

    static List<String> measure(Lab lab, Sizes sizes, Report report) throws IOException, InterruptedException {
        List<String> topics = IntStream.rangeClosed(0, sizes.rounds())
            .boxed()
            .flatMap((round) -> Stream.of(exactlyOnce(round), atLeastOnce(round)))
            .toList();
        lab.out().println("Starting both services");
        try (LabSystem system = new LabSystem(lab, topics)) {
            topics.forEach(system::stopGroup);
            Latency latency = new Latency(lab, system, new SteadyRows(RATE, sizes.latencySeconds(), WARM_UP));
            latency.compare(sizes.rounds(), report);
            ratios(report);
            topics.forEach(system::startGroup);
            topics.forEach((topic) -> system.awaitRowsInFiles(topic, latency.rows().count()));
            return system.audit((long) latency.rows().count() * topics.size());
        }
    }

    private static String exactlyOnce(int round) {
        return "LATENCY-" + round;
    }

    private static String atLeastOnce(int round) {
        return "AT-LEAST-ONCE-" + round;
    }

    private void compare(int rounds, Report report) throws IOException, InterruptedException {
        Path json = this.lab.directory().resolve("latency.json");
        this.lab.sampleRows().writeCsv(this.system.data().resolve("latency.csv"), this.rows.count());
        this.lab.sampleRows().writeJson(json, this.rows.count());
        this.lab.out().println("Starting the programs to compare with");
        try (LatencyPeers peers = new LatencyPeers(this.lab, this.rows, json)) {
            contest(peers, json).run(rounds, this.lab.out(), report);
        }
    }

    private LatencyContest contest(LatencyPeers peers, Path json) {
        LatencyContest contest = new LatencyContest(PART);
        contest.add(EXACTLY_ONCE, "10,000 rows/s, exactly once; from row due until read by a read_committed consumer",
                (round) -> stream(exactlyOnce(round), "exactly-once"));
        contest.add(TRANSACTIONAL,
                "the same rows from memory, measured in the same way; Kafka's client with the same settings, commits each 5 ms, no position",
                (round) -> peers.transactional());
        contest.add(STREAMS,
                "copies a topic that is filled by the plain producer, which is included; exactly_once_v2, commit.interval.ms=5",
                (round) -> peers.streams());
        contest.add(AT_LEAST_ONCE, "10,000 rows/s, at least once; measured in the same way",
                (round) -> stream(atLeastOnce(round), "at-least-once"));
        contest.add("plain producer",
                "the same rows from memory; Kafka's client without transactions, linger.ms=1, no position",
                (round) -> peers.withoutTransactions());
        contest.add(TOOL,
                "one row at a time, from sent until read, while another process sends 10,000 rows/s; acks=all; whole ms, rounded down by the tool",
                (round) -> tool("TOOL-" + round, json));
        return contest;
    }

    private static void ratios(Report report) {
        String service = LatencyContest.p99(EXACTLY_ONCE);
        List<String> peers = Stream.of(TRANSACTIONAL, STREAMS).map(LatencyContest::p99).toList();
        report.add(Ratio.atMost("latency-p99-exactly-once-vs-best-peer",
                report.lowest(PART, peers).flatMap((best) -> report.quotient(PART, service, best)), 1.5));
        report.add(Ratio.atMost("latency-p99-at-least-once-vs-tool",
                report.quotient(PART, LatencyContest.p99(AT_LEAST_ONCE), LatencyContest.p99(TOOL)), 1.5));
        report.add(Ratio.atMost("latency-p99-vs-tool", report.quotient(PART, service, LatencyContest.p99(TOOL)), 1.5));
    }

    private Percentiles stream(String topic, String delivery) {
        String stream = topic.toLowerCase(Locale.ROOT);
        this.system.createStream(stream, topic, "latency.csv",
                ",\"delivery\":\"%s\",\"pace\":{\"type\":\"rate\",\"perSecond\":%d}".formatted(delivery, RATE));
        try (Arrivals arrivals = new Arrivals(this.lab, topic, this.rows)) {
            this.system.startStream(stream);
            arrivals.await();
            this.system.awaitCompleted(stream);
            return arrivals.latencies();
        }
    }

    private Percentiles tool(String topic, Path payload) throws IOException, InterruptedException {
        this.lab.createTopic(topic, 1);
        String others = topic + "-others";
        this.lab.createTopic(others, Lab.PARTITIONS);
        KafkaTools tools = new KafkaTools(this.lab);
        Process load = tools.produceAt(others, payload, Long.MAX_VALUE, RATE);
        Percentiles latency;
        try {
            TimeUnit.SECONDS.sleep(WARM_UP);
            latency = tools.latency(topic, ALONE_PER_SECOND * this.rows.seconds(), BYTES);
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
