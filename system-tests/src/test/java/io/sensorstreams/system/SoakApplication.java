package io.sensorstreams.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

import io.sensorstreams.harness.TimedOutException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the command {@code ./soak.sh}. */
@Command(name = "./soak.sh", mixinStandardHelpOptions = true,
        description = "Injects faults into three brokers, two producers and two consumers while rows are streamed, and"
                + " proves that each row is in the files once, or was destroyed by a fault and is reported as lost."
                + " A watchdog fails the run when a thread waits for a lock for more than 10 seconds.",
        footer = { "",
                "Exit codes: 0 every row is accounted for, 1 a row is not, 2 wrong usage, 3 a tool is missing, the build failed, or a process did not start." })
final class SoakApplication implements Callable<Integer> {

    private static final int COULD_NOT_RUN = 3;

    @Option(names = "--minutes", paramLabel = "N", defaultValue = "10", description = "Duration. Default: 10.")
    private int minutes;

    @Option(names = "--seed", paramLabel = "S",
            description = "Determines the faults and their order. A fault whose target has not recovered yet is skipped."
                    + " Default: random.")
    private long seed = ThreadLocalRandom.current().nextLong(1_000_000);

    @Option(names = "--partitions", paramLabel = "P", defaultValue = "25",
            description = "Partitions of each of the five topics. Default: 25.")
    private int partitions;

    @Option(names = "--store", paramLabel = "STORE", defaultValue = "disk",
            description = "Store of the output files: ${COMPLETION-CANDIDATES}. Default: disk. With s3, the connections"
                    + " to the object store fail as well.")
    private Output.Store store = Output.Store.DISK;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "csv",
            description = "Format of the output files: ${COMPLETION-CANDIDATES}. Default: csv.")
    private Output.Format format = Output.Format.CSV;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SoakApplication()).setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler((e, words) -> {
                System.err.println("./soak.sh: " + e.getMessage() + "; see ./soak.sh --help");
                return CommandLine.ExitCode.USAGE;
            })
            .setExecutionExceptionHandler((e, command, words) -> {
                if (!(e instanceof TimedOutException)) {
                    throw e;
                }
                System.err.println("./soak.sh: " + e.getMessage());
                return COULD_NOT_RUN;
            })
            .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (this.minutes < 1) {
            System.err.println("./soak.sh: --minutes is " + this.minutes + ", expected 1 or more");
            return CommandLine.ExitCode.USAGE;
        }
        if (this.partitions < 1) {
            System.err.println("./soak.sh: --partitions is " + this.partitions + ", expected 1 or more");
            return CommandLine.ExitCode.USAGE;
        }
        Path directory = Files.createTempDirectory("soak-");
        System.out.printf("Seed %d, %d minutes; logs and files are in %s%n", this.seed, this.minutes, directory);
        Duration length = Duration.ofMinutes(this.minutes);
        try (FaultyCluster cluster = Soak.cluster(directory, length, this.partitions,
                new Output(this.store, this.format))) {
            List<String> violations = new Soak(cluster, length, this.seed, System.out).run();
            violations.forEach(System.out::println);
            System.out.println(
                    violations.isEmpty() ? "CLEAN: every row is in the files once, dead-lettered or reported as lost"
                            : "NOT_CLEAN; to repeat it: --seed " + this.seed);
            return violations.isEmpty() ? 0 : 1;
        }
    }

}
