package io.sensorstreams.bench.parts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.sensorstreams.bench.report.Report;
import io.sensorstreams.bench.system.Lab;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Measures the two transcoders alone, by JMH. */
final class Transcoders {

    private static final String PART = "transcoders";

    private static final int ROWS = 200_000;

    private static final Map<String, String> NAMES = Map.of("csvToJson", "CSV row to JSON value", "semicolonsToJson",
            "the same with semicolons and decimal commas", "utf16ToJson", "the same in UTF-16", "jsonToCsv",
            "JSON value to CSV line");

    private static final Map<String, String> REMARKS = Map.of("csvToJson",
            "producer-service reading a file; each value is a separate array, which Kafka's client needs", "jsonToCsv",
            "consumer-service, into its buffer");

    private Transcoders() {
    }

    static List<String> measure(Lab lab, Sizes sizes, Report report) throws IOException {
        Path directory = Files.createDirectories(lab.directory().resolve("transcoders"));
        lab.sampleRows().writeCsv(directory.resolve("rows.csv"), ROWS);
        writeDialects(directory);
        lab.sampleRows().writeJson(directory.resolve("rows.json"), ROWS);
        lab.out().println("Measuring the transcoders by JMH");
        for (RunResult result : run(directory, lab.directory().resolve("jmh.log"))) {
            String method = result.getParams().getBenchmark().replaceAll(".*\\.", "");
            add(report, method, "ns/row", result.getPrimaryResult().getScore());
            add(report, method, "B/row",
                    Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm")).getScore());
        }
        return List.of();
    }

    /** Writes the rows in other dialects. */
    private static void writeDialects(Path directory) throws IOException {
        String rows = Files.readString(directory.resolve("rows.csv"));
        Files.writeString(directory.resolve("semicolons.csv"),
                rows.replace(',', ';').replaceAll("(?<=[;-]\\d{1,9})\\.(?=\\d)", ","));
        Files.writeString(directory.resolve("utf16.csv"), rows, StandardCharsets.UTF_16);
    }

    private static Collection<RunResult> run(Path directory, Path log) throws IOException {
        try {
            return new Runner(new OptionsBuilder().include(TranscoderBenchmark.class.getName())
                .jvmArgsAppend("-Dbench.rows=" + directory, "-XX:+UseSerialGC")
                .addProfiler(GCProfiler.class)
                .forks(1)
                .warmupIterations(5)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(1))
                .output(log.toString())
                .build()).run();
        }
        catch (RunnerException e) {
            throw new IOException("JMH failed, see " + log, e);
        }
    }

    private static void add(Report report, String method, String unit, double value) {
        report.add(PART, NAMES.getOrDefault(method, method), unit, REMARKS.getOrDefault(method, ""), value);
    }

}
