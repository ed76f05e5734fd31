package io.sensorstreams.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.sensorstreams.bench.parts.Part;
import io.sensorstreams.bench.parts.Sizes;
import io.sensorstreams.bench.report.Chart;
import io.sensorstreams.bench.report.Report;
import io.sensorstreams.bench.system.Lab;
import io.sensorstreams.harness.Java;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the command {@code ./bench.sh}. */
@Command(name = "./bench.sh", mixinStandardHelpOptions = true, sortOptions = false, usageHelpAutoWidth = true,
        description = "Compares both services with Kafka's own tools, Kafka Connect, Kafka Streams, kcat, rsyslog and a"
                + " Python script: the same rows, the same new local broker, in turns. Reports medians.",
        footer = { "", "Tables and charts go into bench/results.",
                "Exit codes: 0 measured and every audit clean, 1 an audit was not clean, 2 wrong usage, 3 something could not run." })
final class BenchApplication implements Callable<Integer> {

    private static final int COULD_NOT_RUN = 3;

    private static final int FEWEST_ROWS = 10_000;

    @Option(names = "--quick", description = "Fewer rows and rounds: less than 5 minutes.")
    private boolean quick;

    @Option(names = "--only", paramLabel = "PART", split = ",",
            description = "Parts to measure: ${COMPLETION-CANDIDATES}. Default: all; with --quick THROUGHPUT,LATENCY.")
    private List<Part> only = List.of();

    @Option(names = "--rows", paramLabel = "N",
            description = "Rows for each service and tool in a round. Slow tools get fewer.")
    private @Nullable Long rows;

    @Option(names = "--rounds", paramLabel = "N",
            description = "Measured rounds. One more round before them is a warm-up.")
    private @Nullable Integer rounds;

    private final PrintStream out = System.out;

    public static void main(String[] arguments) {
        // Ends the started processes, also after Ctrl-C.
        Runtime.getRuntime()
            .addShutdownHook(new Thread(
                    () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly), "clean-up"));
        System.exit(new CommandLine(new BenchApplication()).setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler((e, words) -> {
                System.err.println("./bench.sh: " + e.getMessage() + "; see ./bench.sh --help");
                return CommandLine.ExitCode.USAGE;
            })
            .setExecutionExceptionHandler((failure, command, words) -> fail(failure))
            .execute(arguments));
    }

    private static int fail(Throwable failure) {
        System.err.println("./bench.sh: " + failure.getMessage());
        return COULD_NOT_RUN;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            return measure();
        }
        catch (AssertionError e) {
            // A service or worker sent an unexpected answer.
            return fail(e);
        }
    }

    private int measure() throws IOException, InterruptedException {
        if ((this.rows != null && this.rows < FEWEST_ROWS) || (this.rounds != null && this.rounds < 1)) {
            System.err.println("./bench.sh: --rows must be %,d or more, --rounds 1 or more".formatted(FEWEST_ROWS));
            return CommandLine.ExitCode.USAGE;
        }
        Sizes sizes = sizes();
        Path directory = Files.createTempDirectory("bench-");
        this.out.println("Working directory: " + directory + ", deleted at the end");
        Report report = new Report();
        List<String> faults = new ArrayList<>();
        for (Part part : parts()) {
            Path place = Files.createDirectory(directory.resolve(part.label()));
            try (Lab lab = new Lab(place, this.out)) {
                faults.addAll(part.measure(lab, sizes, report));
            }
            // Deletes the files before the next part starts: they can have gigabytes.
            Utils.delete(place.toFile());
        }
        print(report);
        Utils.delete(directory.toFile());
        faults.forEach(System.err::println);
        report.ratioLines().forEach(this.out::println);
        return faults.isEmpty() ? 0 : 1;
    }

    private List<Part> parts() {
        return Arrays.stream(Part.values())
            .filter((part) -> this.only.isEmpty() ? !this.quick || part.isQuick() : this.only.contains(part))
            .toList();
    }

    private Sizes sizes() {
        Sizes sizes = this.quick ? Sizes.QUICK : Sizes.FULL;
        if (this.rows != null) {
            sizes = sizes.withRows(this.rows);
        }
        return (this.rounds != null) ? sizes.withRounds(this.rounds) : sizes;
    }

    private void print(Report report) throws IOException {
        String name = Stream.concat(Stream.of(this.quick ? "quick" : "full"), this.only.stream().map(Part::label))
            .collect(Collectors.joining("-"));
        Path results = Files.createDirectories(Java.TOP.resolve("bench/results"));
        Files.write(results.resolve(name + ".md"), report.markdown());
        Files.writeString(results.resolve(name + ".svg"), Chart.svg(report.figures()));
        this.out.println();
        report.markdown().forEach(this.out::println);
        this.out.println();
        this.out.println("Table and chart: " + results.resolve(name + ".md") + ", " + results.resolve(name + ".svg"));
    }

}
