package io.sensorstreams.bench.parts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.sensorstreams.bench.peers.Connect;
import io.sensorstreams.bench.peers.Contest;
import io.sensorstreams.bench.peers.KafkaTools;
import io.sensorstreams.bench.peers.Kcat;
import io.sensorstreams.bench.peers.Script;
import io.sensorstreams.bench.peers.Tools;
import io.sensorstreams.bench.report.Ratio;
import io.sensorstreams.bench.report.Report;
import io.sensorstreams.bench.system.Lab;
import io.sensorstreams.bench.system.LabSystem;
import io.sensorstreams.bench.system.SampleRows;

/**
 * Measures rows per second: from a file into Kafka, from Kafka into files, and both at
 * the same time. In each round the producer-service fills a new topic, which the
 * consumers of that round read.
 */
record Throughput(Lab lab, Sizes sizes, LabSystem system) {

    private static final String PRODUCER = "producer";

    private static final String CONSUMER = "consumer";

    private static final String PIPELINE = "pipeline";

    private static final String SERVICE = "producer-service";

    private static final String SINK = "consumer-service";

    private static final String BOTH = "both services";

    /** Number of different rows that kafka-producer-perf-test sends. */
    private static final long PAYLOADS = 20_000;

    static List<String> measure(Lab lab, Sizes sizes, Report report) throws IOException, InterruptedException {
        List<String> topics = IntStream.rangeClosed(0, sizes.rounds())
            .boxed()
            .flatMap((round) -> Stream.of(topic(PRODUCER, round), topic(PIPELINE, round)))
            .toList();
        lab.out().println("Starting both services, and Kafka Connect");
        try (LabSystem system = new LabSystem(lab, topics); Connect connect = new Connect(lab)) {
            topics.forEach(system::stopGroup);
            Throughput throughput = new Throughput(lab, sizes, system);
            throughput.writeRows();
            throughput.contest(connect).run(sizes.rounds(), lab.out(), report);
            ratios(report);
            lab.out().println("Auditing all rows of all rounds");
            return system.audit(sizes.rows() * topics.size());
        }
    }

    private static String topic(String part, int round) {
        return part.toUpperCase(Locale.ROOT) + "-" + round;
    }

    private void writeRows() throws IOException {
        this.lab.out().printf("Writing %,d rows with the columns of AIR%n", this.sizes.rows());
        SampleRows rows = this.lab.sampleRows();
        rows.writeCsv(this.system.data().resolve("rows.csv"), this.sizes.rows());
        rows.writeLines(file("connect.csv"), this.sizes.slowRows());
        rows.writeCsv(file("script.csv"), this.sizes.scriptRows());
        rows.writeJson(file("payload.json"), PAYLOADS);
        rows.writeJson(file("rows.json"), this.sizes.rows());
    }

    private Path file(String name) {
        return this.lab.directory().resolve(name);
    }

    private Contest contest(Connect connect) throws InterruptedException {
        KafkaTools tools = new KafkaTools(this.lab);
        Optional<Kcat> kcat = Tools.kcat().map((executable) -> new Kcat(this.lab, executable));
        Contest contest = new Contest();
        addProducers(contest, tools, kcat);
        addConsumers(contest, tools, kcat);
        contest.add(PIPELINE, BOTH, "CSV file to Kafka to CSV files, both at once, exactly once", this::pipeline);
        contest.add(PIPELINE, "Kafka Connect",
                "file source and file sink in one worker, unchanged lines of text, at least once", (round) -> Report
                    .perSecond(this.sizes.slowRows(), connect.copy("connect-" + round, file("connect.csv"))));
        if (kcat.isEmpty()) {
            this.lab.out().println("kcat is not installed and is not measured; install it with: apt-get install kcat");
        }
        addScript(contest);
        return contest;
    }

    private void addProducers(Contest contest, KafkaTools tools, Optional<Kcat> kcat) {
        contest.add(PRODUCER, SERVICE, "CSV file to Kafka, exactly once; from start to acknowledged", this::produce);
        contest.add(PRODUCER, "kafka-producer-perf-test",
                "JSON in memory, acks=all; rate that it reports after its warm-up",
                (round) -> toFreshTopic("perf-" + round,
                        (topic) -> tools.produce(topic, file("payload.json"), this.sizes.rows())));
        contest.add(PRODUCER, "kafka-producer-perf-test, tuned",
                "the same with the client settings of the service: 64 KiB batches, lz4",
                (round) -> toFreshTopic("tuned-" + round,
                        (topic) -> tools.produce(topic, file("payload.json"), this.sizes.rows(), "batch.size=65536",
                                "linger.ms=50", "compression.type=lz4", "buffer.memory=33554432")));
        kcat.ifPresent((program) -> contest.add(PRODUCER, "kcat -P",
                "JSON lines from a file; from its start to its end", (round) -> toFreshTopic("kcat-" + round,
                        (topic) -> program.produce(topic, file("rows.json"), this.sizes.rows()))));
    }

    private void addConsumers(Contest contest, KafkaTools tools, Optional<Kcat> kcat) {
        contest.add(CONSUMER, SINK,
                "Kafka to CSV files, exactly once; from resume to the last commit, without joining the group",
                (round) -> this.system.consume(topic(PRODUCER, round), this.sizes.rows()));
        contest.add(CONSUMER, "kafka-consumer-perf-test",
                "writes nothing; rate that it reports, without joining the group",
                (round) -> tools.consume(topic(PRODUCER, round), this.sizes.rows()));
        kcat.ifPresent((program) -> contest.add(CONSUMER, "kcat -C",
                "JSON lines to a file, no commits; from its start to its end",
                (round) -> program.consume(topic(PRODUCER, round), this.sizes.rows())));
    }

    private void addScript(Contest contest) throws InterruptedException {
        Optional<String> python = Tools.python();
        if (python.isEmpty()) {
            this.lab.out()
                .println("Python's confluent_kafka is not installed, and the script is not measured; install it with: "
                        + "apt-get install python3-confluent-kafka python3-pandas, or pip install confluent-kafka pandas");
            return;
        }
        boolean pandas = Tools.hasPandas(python.get());
        if (!pandas) {
            this.lab.out()
                .println("pandas is not installed, the script reads with csv.DictReader; install it with: "
                        + "apt-get install python3-pandas, or pip install pandas");
        }
        Script script = new Script(this.lab, python.get());
        contest.add(PIPELINE, "Python script",
                (pandas ? "pandas" : "csv.DictReader") + " to dict to JSON to confluent-kafka, and back",
                (round) -> Report.perSecond(this.sizes.scriptRows(),
                        script.copy("script-" + round, file("script.csv"), this.sizes.scriptRows())));
    }

    private double produce(int round) {
        String stream = "producer-" + round;
        // Kafka's own tool also excludes the time until it has its partitions.
        this.system.joinGroup(topic(PRODUCER, round));
        this.system.pauseGroup(topic(PRODUCER, round));
        this.system.createStream(stream, topic(PRODUCER, round), "rows.csv", "");
        long begin = System.nanoTime();
        this.system.startStream(stream);
        this.system.awaitCompleted(stream, topic(PRODUCER, round), this.sizes.rows());
        return Report.perSecond(this.sizes.rows(), System.nanoTime() - begin);
    }

    private double pipeline(int round) {
        String group = topic(PIPELINE, round);
        String stream = "pipeline-" + round;
        this.system.createStream(stream, group, "rows.csv", "");
        this.system.joinGroup(group);
        return this.system.rowsPerSecond(group, this.sizes.rows(), () -> this.system.startStream(stream));
    }

    private interface Sending {

        double send(String topic) throws IOException, InterruptedException;

    }

    private double toFreshTopic(String topic, Sending sending) throws IOException, InterruptedException {
        this.lab.createTopic(topic, Lab.PARTITIONS);
        double rowsPerSecond = sending.send(topic);
        this.lab.deleteTopic(topic);
        return rowsPerSecond;
    }

    private static void ratios(Report report) {
        report.add(Ratio.atLeast("producer-vs-perf-test",
                report.quotient(PRODUCER, SERVICE, "kafka-producer-perf-test"), 2));
        report.add(Ratio.atLeast("producer-vs-perf-test-tuned",
                report.quotient(PRODUCER, SERVICE, "kafka-producer-perf-test, tuned"), 1));
        report.add(Ratio.atLeast("producer-vs-kcat", report.quotient(PRODUCER, SERVICE, "kcat -P"), 1));
        report.add(Ratio.atLeast("consumer-vs-kcat", report.quotient(CONSUMER, SINK, "kcat -C"), 1));
        report.add(Ratio.atLeast("consumer-vs-perf-test", report.quotient(CONSUMER, SINK, "kafka-consumer-perf-test"),
                0.7));
        report.add(Ratio.atLeast("pipeline-vs-connect", report.quotient(PIPELINE, BOTH, "Kafka Connect"), 6));
        report.add(Ratio.atLeast("pipeline-vs-script", report.quotient(PIPELINE, BOTH, "Python script"), 60));
    }

}
