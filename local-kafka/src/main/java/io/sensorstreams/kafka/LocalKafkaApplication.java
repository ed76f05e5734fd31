package io.sensorstreams.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a {@link LocalKafka}, or one node of a cluster, as a separate process. */
@Command(name = "LocalKafkaApplication", sortOptions = false, usageHelpAutoWidth = true,
        description = "Runs a real Kafka on 127.0.0.1. Prints its bootstrap servers when it serves clients, and runs until Ctrl-C.",
        footer = { "", "Exit codes: 2 wrong usage, 3 Kafka cannot start, 130 Ctrl-C." })
public final class LocalKafkaApplication implements Callable<Integer> {

    private static final int NOT_STARTED = 3;

    private final Action action;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--brokers", paramLabel = "N", defaultValue = "1", description = "Brokers, 1 to 9. Default: 1.")
    private int brokers;

    @Option(names = "--port", paramLabel = "P", defaultValue = "9092",
            description = "Port of the first broker. The next brokers use the following ports. 0: any free ports. Default: 9092.")
    private int port;

    @Option(names = "--dir", paramLabel = "DIR",
            description = "Where the data is kept. Default: a temporary directory, which is deleted at the end.")
    private @Nullable Path directory;

    @Option(names = "--node", paramLabel = "K",
            description = "Run only node K of N. The other nodes are separate processes with the same --brokers, --port and --dir. Takes the ports from P to P+2N-1. Default: all nodes in this process.")
    private @Nullable Integer node;

    private LocalKafkaApplication(Action action) {
        this.action = action;
    }

    public static void main(String[] args) {
        Logger.getLogger("").setLevel(Level.SEVERE);
        System.exit(commandLine(LocalKafkaApplication::run).execute(args));
    }

    /** Creates the command line. An error prints one line. */
    static CommandLine commandLine(Action action) {
        CommandLine commandLine = new CommandLine(new LocalKafkaApplication(action));
        commandLine.getCommandSpec()
            .addOption(
                    OptionSpec.builder("-h", "--help").usageHelp(true).description("Show this help and exit.").build());
        return commandLine.setParameterExceptionHandler((e, arguments) -> {
            e.getCommandLine().getErr().println(e.getMessage() + "; see --help");
            return CommandLine.ExitCode.USAGE;
        }).setExecutionExceptionHandler((e, command, arguments) -> {
            if (e instanceof IOException || e instanceof UncheckedIOException || e instanceof KafkaException) {
                // The message of a FileSystemException may be the path alone.
                String reason = (e instanceof FileSystemException) ? e.toString() : String.valueOf(e.getMessage());
                command.getErr().println(reason.lines().findFirst().orElse(""));
                return NOT_STARTED;
            }
            throw e;
        });
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        LocalKafkaSettings settings;
        try {
            settings = new LocalKafkaSettings(this.brokers, this.port, Optional.ofNullable(this.directory));
            if (this.node != null) {
                requireNode(settings, this.node);
            }
        }
        catch (IllegalArgumentException e) {
            throw new ParameterException(Objects.requireNonNull(this.spec).commandLine(),
                    String.valueOf(e.getMessage()));
        }
        this.action.run(settings, (this.node != null) ? OptionalInt.of(this.node) : OptionalInt.empty());
        return CommandLine.ExitCode.OK;
    }

    private static void requireNode(LocalKafkaSettings settings, int node) {
        if (node < 1 || node > settings.nodes()) {
            throw new IllegalArgumentException("Node " + node + ", expected 1 to " + settings.nodes());
        }
        if (settings.directory().isEmpty() || settings.port() == 0) {
            throw new IllegalArgumentException("Option --node requires --port and --dir of its cluster");
        }
    }

    private static void run(LocalKafkaSettings settings, OptionalInt node) throws IOException, InterruptedException {
        if (node.isPresent()) {
            KafkaRaftServer started = LocalKafka.startNode(settings, node.getAsInt());
            serve(settings.bootstrapServers(), () -> LocalKafka.stop(started));
        }
        else {
            LocalKafka kafka = LocalKafka.start(settings);
            serve(kafka.bootstrapServers(), kafka::close);
        }
    }

    private static void serve(String bootstrapServers, Runnable stop) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(stop, "kafka-close"));
        System.out.println(bootstrapServers);
        new CountDownLatch(1).await();
    }

    /** Runs a cluster, or only one node of it, until the process is stopped. */
    interface Action {

        void run(LocalKafkaSettings settings, OptionalInt node) throws IOException, InterruptedException;

    }

}
