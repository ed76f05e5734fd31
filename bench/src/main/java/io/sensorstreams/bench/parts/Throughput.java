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
import io.sensorstreams.bench.programs.ServiceSettings;
import io.sensorstreams.bench.report.Ratio;
import io.sensorstreams.bench.report.Report;
import io.sensorstreams.bench.system.Lab;
import io.sensorstreams.bench.system.LabSystem;
import io.sensorstreams.bench.system.SampleRows;

/**
 * Measures rows per second: from a file into Kafka, from Kafka into files, and both at
 * the same time. In each round the producer-service fills a new topic by station, and
 * another evenly. The consumers of that round read both.
 */
record Throughput(Lab lab, Sizes sizes, LabSystem system) {

    private static final String PRODUCER = "producer";

    private static final String CONSUMER = "consumer";

    /** Consumers of topics whose partitions have the same number of rows. */
    private static final String EVEN = "consumer, even";

    private static final String PIPELINE = "pipeline";

    private static final String SERVICE = "producer-service";

    private static final String BOTH = "both services";

    private static final String CONNECT = "Kafka Connect";

    private static final String CONNECT_EXACTLY_ONCE = "Kafka Connect, exactly once";

    /** Number of different rows that kafka-producer-perf-test sends. */
    private static final long PAYLOADS = 20_000;

    static List<String> measure(Lab lab, Sizes sizes, Report report) throws IOException, InterruptedException {
        List<String> topics = IntStream.rangeClosed(0, sizes.rounds())
            .boxed()
            .flatMap((round) -> Stream.of(skewed(round), even(round), piped(round)))
            .toList();
        lab.out().println("Starting both services, and two workers of Kafka Connect");
        try (LabSystem system = new LabSystem(lab, topics);
                Connect connect = Connect.standalone(lab);
                Connect exactlyOnce = Connect.exactlyOnce(lab)) {
            topics.forEach(system::stopGroup);
            Throughput throughput = new Throughput(lab, sizes, system);
            throughput.writeRows();
            throughput.contest(connect, exactlyOnce).run(sizes.rounds(), lab.out(), report);
            ratios(report);
            lab.out().println("Auditing all rows of all rounds");
            return system.audit(sizes.rows() * topics.size());
        }
    }

    /** The few stations of the sample fill two of four partitions. */
    private static String skewed(int round) {
        return "PRODUCER-" + round;
    }

    private static String even(int round) {
        return "EVEN-" + round;
    }

    private static String piped(int round) {
        return "PIPELINE-" + round;
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

    private Contest contest(Connect connect, Connect exactlyOnce) throws IOException, InterruptedException {
        KafkaTools tools = new KafkaTools(this.lab);
        Optional<Kcat> kcat = Tools.kcat(this.lab);
        Contest contest = new Contest();
        addProducers(contest, tools, kcat);
        Consumers consumers = new Consumers(tools, kcat, Tools.rsyslog(this.lab), this.sizes.rows(), file("rows.json"));
        consumers.add(contest, CONSUMER, Throughput::skewed,
                (round) -> this.system.consume(skewed(round), this.sizes.rows()));
        consumers.add(contest, EVEN, Throughput::even, this::consumeEvenly);
        contest.add(PIPELINE, BOTH, "CSV file to Kafka to CSV files, both at once, exactly once", this::pipeline);
        addConnect(contest, CONNECT, "at least once", connect);
        addConnect(contest, CONNECT_EXACTLY_ONCE, "a transaction for each batch of 2,000 lines, its sink at least once",
                exactlyOnce);
        addScript(contest);
        return contest;
    }

    private void addConnect(Contest contest, String name, String guarantee, Connect worker) {
        contest.add(PIPELINE, name,
                "file source and file sink in one worker, unchanged lines of text, " + guarantee
                        + "; from the first to the last row in its file",
                (round) -> worker.copy(name.toLowerCase(Locale.ROOT).replaceAll("\\W+", "-") + "-" + round,
                        file("connect.csv"), this.sizes.slowRows()));
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
                        (topic) -> tools.produce(topic, file("payload.json"), this.sizes.rows(), serviceSettings())));
        kcat.ifPresent((program) -> contest.add(PRODUCER, "kcat -P",
                "JSON lines from a file; from its start to its end", (round) -> toFreshTopic("kcat-" + round,
                        (topic) -> program.produce(topic, file("rows.json"), this.sizes.rows()))));
    }

    private static String[] serviceSettings() {
        return ServiceSettings.PRODUCER.entrySet()
            .stream()
            .map((setting) -> setting.getKey() + "=" + setting.getValue())
            .toArray(String[]::new);
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
        return fill(skewed(round), "");
    }

    private double consumeEvenly(int round) {
        fill(even(round), ",\"partitioning\":\"row\"");
        return this.system.consume(even(round), this.sizes.rows());
    }

    /** Returns the rows per second. Pauses the group of the topic, which has joined. */
    private double fill(String topic, String settings) {
        String stream = topic.toLowerCase(Locale.ROOT);
        // Kafka's own tool also excludes the time until it has its partitions.
        this.system.joinGroup(topic);
        this.system.pauseGroup(topic);
        this.system.createStream(stream, topic, "rows.csv", settings);
        long begin = System.nanoTime();
        this.system.startStream(stream);
        this.system.awaitCompleted(stream, topic, this.sizes.rows());
        return Report.perSecond(this.sizes.rows(), System.nanoTime() - begin);
    }

    private double pipeline(int round) {
        String group = piped(round);
        String stream = group.toLowerCase(Locale.ROOT);
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
        Consumers.ratios(report, CONSUMER, "consumer");
        Consumers.ratios(report, EVEN, "consumer-even");
        report.add(Ratio.atLeast("pipeline-vs-connect", report.quotient(PIPELINE, BOTH, CONNECT), 6));
        report.add(Ratio.atLeast("pipeline-vs-connect-exactly-once",
                report.quotient(PIPELINE, BOTH, CONNECT_EXACTLY_ONCE), 6));
        report.add(Ratio.atLeast("pipeline-vs-script", report.quotient(PIPELINE, BOTH, "Python script"), 60));
    }

}
