package io.sensorstreams.bench.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntFunction;

import io.sensorstreams.bench.peers.Contest;
import io.sensorstreams.bench.peers.KafkaTools;
import io.sensorstreams.bench.peers.Kcat;
import io.sensorstreams.bench.peers.Rsyslog;
import io.sensorstreams.bench.report.Ratio;
import io.sensorstreams.bench.report.Report;

/**
 * Contenders that read a topic into files, or only read it. Each round has a topic that
 * is filled when they start.
 *
 * @param json the same rows as JSON, a row on each line
 */
record Consumers(KafkaTools tools, Optional<Kcat> kcat, Optional<Rsyslog> rsyslog, long rows, Path json) {

    static final String SERVICE = "consumer-service";

    private static final String PERF_TEST = "kafka-consumer-perf-test";

    private static final String KCAT = "kcat -C";

    private static final String RSYSLOG = "rsyslog, imkafka to omfile";

    /**
     * Adds the contenders.
     * @param topic topic of a round
     * @param service the consumer-service, which comes first
     */
    void add(Contest contest, String part, IntFunction<String> topic, Contest.Work service) {
        contest.add(part, SERVICE,
                "Kafka to CSV files, exactly once; from resume to the last commit, without joining the group", service);
        contest.add(part, PERF_TEST, "writes nothing; rate that it reports, without joining the group",
                (round) -> this.tools.consume(topic.apply(round), this.rows));
        this.kcat.ifPresent(
                (program) -> contest.add(part, KCAT, "JSON lines to a file, no commits; from its start to its end",
                        (round) -> program.consume(topic.apply(round), this.rows)));
        this.rsyslog.ifPresent((program) -> contest.add(part, RSYSLOG,
                "JSON lines to a file, no guarantee; from the first to the last row in its file",
                (round) -> program.consume(topic.apply(round), this.rows, bytes())));
    }

    private long bytes() throws IOException {
        return Files.size(this.json);
    }

    static void ratios(Report report, String part, String prefix) {
        report.add(Ratio.atLeast(prefix + "-vs-kcat", report.quotient(part, SERVICE, KCAT), 1));
        report.add(Ratio.atLeast(prefix + "-vs-rsyslog", report.quotient(part, SERVICE, RSYSLOG), 1));
        report.add(Ratio.atLeast(prefix + "-vs-perf-test", report.quotient(part, SERVICE, PERF_TEST), 0.7));
    }

}
