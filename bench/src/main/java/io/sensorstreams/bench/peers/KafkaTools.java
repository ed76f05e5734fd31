package io.sensorstreams.bench.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.sensorstreams.bench.report.Percentiles;
import io.sensorstreams.bench.system.Lab;
import io.sensorstreams.harness.Java;
import io.sensorstreams.harness.Program;

/**
 * Runs Kafka's own performance tools as their start scripts do: in a separate JVM with
 * Kafka's default options.
 */
public record KafkaTools(Lab lab) {

    /** Class path with Kafka's tools, Connect and Streams. */
    static final String LIBRARIES = Java.TOP.resolve("bench/peers/target/lib").resolve("*").toString();

    private static final Pattern RATE = Pattern.compile("records sent, ([0-9.]+) records/sec");

    private static final Pattern PERCENTILES = Pattern.compile("50th = (\\d+), 99th = (\\d+)");

    /** Column with the rows per second between the first and the last row. */
    private static final int FETCH_RATE = 9;

    /** One in this many rows is sent before as a warm-up. */
    private static final int WARM_UP = 4;

    private static final double ROUNDED_DOWN = 0.5;

    /** Returns the Java command with the classes of Kafka's tools and of Connect. */
    static List<String> java(List<String> options, String mainClass, List<String> arguments) {
        List<String> words = new ArrayList<>(options);
        words.addAll(List.of("-cp", LIBRARIES, mainClass));
        words.addAll(arguments);
        return Java.command(words);
    }

    private Program program(String tool, List<String> arguments) {
        return new Program(java(Lab.kafkaJvm("-Xmx512m"), "org.apache.kafka.tools." + tool, arguments),
                this.lab.directory().resolve(tool + ".out"), this.lab.directory().resolve(tool + ".log"));
    }

    private Program producerPerformance(String topic, Path payload, long rows, long throughput, List<String> settings) {
        List<String> arguments = new ArrayList<>(List.of("--bootstrap-server", this.lab.bootstrapServers(), "--topic",
                topic, "--num-records", String.valueOf(rows), "--throughput", String.valueOf(throughput),
                "--payload-file", payload.toString(), "--command-property", "acks=all"));
        arguments.addAll(settings);
        return program("ProducerPerformance", arguments);
    }

    /**
     * Sends rows by {@code kafka-producer-perf-test}. The first rows are its warm-up,
     * because the services are warm as well.
     * @param settings settings of the client, each {@code name=value}
     * @return rows per second after the warm-up, as the tool reports
     */
    public double produce(String topic, Path payload, long rows, String... settings)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(Arrays.asList(settings));
        arguments.addAll(List.of("--warmup-records", String.valueOf(rows / WARM_UP)));
        Program program = producerPerformance(topic, payload, rows, -1, arguments);
        program.run();
        return lastMatch(RATE, program.lines(), 1);
    }

    /** Sends rows at a constant rate, in the background. */
    public Process produceAt(String topic, Path payload, long rows, long perSecond) throws IOException {
        return producerPerformance(topic, payload, rows, perSecond, List.of()).start();
    }

    /** Returns the rows per second without the time to join the group. */
    public double consume(String topic, long rows) throws IOException, InterruptedException {
        Program program = program("ConsumerPerformance",
                List.of("--bootstrap-server", this.lab.bootstrapServers(), "--topic", topic, "--num-records",
                        String.valueOf(rows), "--command-property", "isolation.level=read_committed", "--hide-header"));
        program.run();
        List<String> lines = program.lines();
        return Double.parseDouble(lines.get(lines.size() - 1).split(",\\s*", -1)[FETCH_RATE]);
    }

    /**
     * Sends rows one at a time by {@code kafka-e2e-latency}, each after the previous one
     * was received.
     * @return the time from sending to receiving, in milliseconds: half a millisecond
     * more than the tool reports, which rounds down
     */
    public Percentiles latency(String topic, int rows, int bytes) throws IOException, InterruptedException {
        Program program = program("EndToEndLatency",
                List.of(this.lab.bootstrapServers(), topic, String.valueOf(rows), "all", String.valueOf(bytes)));
        program.run();
        return percentiles(program.lines());
    }

    static Percentiles percentiles(List<String> lines) {
        return new Percentiles(lastMatch(PERCENTILES, lines, 1) + ROUNDED_DOWN,
                lastMatch(PERCENTILES, lines, 2) + ROUNDED_DOWN);
    }

    private static double lastMatch(Pattern pattern, List<String> lines, int group) {
        return lines.stream()
            .map(pattern::matcher)
            .filter(Matcher::find)
            .reduce((first, second) -> second)
            .map((match) -> Double.parseDouble(match.group(group)))
            .orElseThrow(() -> new IllegalStateException("No line matches " + pattern + ": " + lines));
    }

}
