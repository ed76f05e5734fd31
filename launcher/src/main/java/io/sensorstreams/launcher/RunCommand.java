package io.sensorstreams.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.sensorstreams.harness.Java;
import io.sensorstreams.launcher.plan.DataDirectory;
import io.sensorstreams.launcher.plan.OutputDirectory;
import io.sensorstreams.launcher.plan.Pace;
import io.sensorstreams.launcher.plan.RunOptions;
import io.sensorstreams.launcher.plan.StreamPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Parses the command line and turns it into {@link RunOptions}. */
@Command(name = "./run", mixinStandardHelpOptions = true, sortOptions = false, usageHelpAutoWidth = true,
        versionProvider = RunCommand.Version.class,
        description = "Sends the CSV files of a directory through Kafka into files, and proves that every row arrived once.",
        footer = { "",
                "Exit codes: 0 verdict clean and every CSV file sent, 1 not clean or a CSV file left out, 2 wrong usage, 3 something could not start, 130 Ctrl-C." })
final class RunCommand implements Callable<Integer> {

    /** Runs with a valid command line. */
    interface Action {

        int run(RunOptions options) throws InterruptedException;

    }

    private static final int MAX_BROKERS = 9;

    private static final int MAX_PORT = 65535;

    private static final Pattern ADDRESSES = Pattern.compile("[^:,\\s]+:\\d{1,5}(,[^:,\\s]+:\\d{1,5})*");

    private static final Pattern DURATION = Pattern.compile("([1-9]\\d{0,8})(ms|s|m|h)");

    private static final Map<String, ChronoUnit> UNITS = Map.of("ms", ChronoUnit.MILLIS, "s", ChronoUnit.SECONDS, "m",
            ChronoUnit.MINUTES, "h", ChronoUnit.HOURS);

    private static final String PARQUET = "parquet";

    private static final List<String> FORMATS = List.of("csv", "jsonl", PARQUET);

    private static final List<String> COMPRESSIONS = List.of("none", "gz", "zst");

    /**
     * Settings of the default sinks, or of a further one, whose files appear when they
     * are complete.
     */
    private static final Pattern WHOLE = Pattern
        .compile("(?i)SENSOR_(SINKS_\\d+_)?(FORMAT=parquet|COMPRESSION=(gz|zst)|STORE=s3)");

    private static final String ROLL_AGE = "SENSOR_ROLL_AGE";

    private final Action action;

    private final Map<String, String> environment;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--data", paramLabel = "DIR",
            description = "Where the files are: .csv, .tsv, .txt, or these with .gz or .zst; AIR2308.csv goes to topic AIR. Uploads by REST go there, too. Default: a copy of samples in .data of the --out directory.")
    private @Nullable Path data;

    @Option(names = "--topic", paramLabel = "FILE=TOPIC",
            description = "Topic of a file of the data directory whose name does not begin with it: 2024-02=AIR. The name may have its ending. Can be given again for other files.")
    private List<String> topics = new ArrayList<>();

    @Option(names = "--out", paramLabel = "DIR",
            description = "Where the files go. A second run with the same directory continues where the first one stopped. Default: output.")
    private @Nullable Path out;

    @Option(names = "--once",
            description = "End when every row is in a file, print the audit, and exit with its verdict, or with 1 when a CSV file was left out.")
    private boolean once;

    @Option(names = "--watch",
            description = "Also send files that arrive in the data directory while it runs, one after another by name: to the topics that it has files of at the start, and to those of SENSOR_TOPICS. Until Ctrl-C.")
    private boolean watch;

    @Option(names = "--brokers", paramLabel = "N", defaultValue = "1",
            description = "Local Kafka brokers, 1 to 9. Default: 1.")
    private int brokers;

    @Option(names = "--pace", paramLabel = "PACE", defaultValue = "unlimited",
            description = "unlimited, rate:100 (rows per second), interval:5s (one row each) or event-time:60 (the rows' own times, 60 times as fast). Default: unlimited.")
    private String pace = "";

    @Option(names = "--format", paramLabel = "FORMAT",
            description = "Format of the files: csv, jsonl or parquet. Parquet files appear when they are complete. Default: SENSOR_FORMAT, or csv.")
    private @Nullable String format;

    @Option(names = "--compression", paramLabel = "COMPRESSION",
            description = "Compression of the files: none, gz or zst. Compressed files appear when they are complete. Default: SENSOR_COMPRESSION, or none, of parquet zst.")
    private @Nullable String compression;

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "A running Kafka to use instead of a local one.")
    private @Nullable String kafka;

    @Option(names = "--producer-port", paramLabel = "P", defaultValue = "8081",
            description = "HTTP port of the producer-service. Default: 8081.")
    private int producerPort;

    @Option(names = "--consumer-port", paramLabel = "P", defaultValue = "8082",
            description = "HTTP port of the consumer-service. Default: 8082.")
    private int consumerPort;

    @Option(names = "--start-timeout", paramLabel = "DURATION",
            description = "End with 3 when the services have not started within this time: 90s, 5m. Default: wait as long as their processes run.")
    private @Nullable String startTimeout;

    @Option(names = "--watch-rows",
            description = "Print rows while they are sent and written, at most 10 of each a second. To read along, add --pace rate:5.")
    private boolean watchRows;

    /** Creates the command with the environment that the services inherit. */
    RunCommand(Action action, Map<String, String> environment) {
        this.action = action;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        return this.action.run(options());
    }

    private RunOptions options() {
        require(this.brokers >= 1 && this.brokers <= MAX_BROKERS, "--brokers is " + this.brokers + ", expected 1 to 9");
        requirePort("--producer-port", this.producerPort);
        requirePort("--consumer-port", this.consumerPort);
        require(this.producerPort != this.consumerPort,
                "--producer-port and --consumer-port are both " + this.producerPort);
        require(this.kafka == null || ADDRESSES.matcher(this.kafka).matches(),
                "--kafka is '" + this.kafka + "', expected HOST:PORT");
        require(this.kafka == null || this.brokers == 1,
                "--brokers starts local brokers, --kafka uses a running Kafka; choose one");
        require(!this.watch || !this.once, "--watch runs until Ctrl-C, --once ends; choose one");
        require(!isBlank(this.data), "--data is empty, expected a directory");
        require(this.data == null || !this.data.startsWith("s3:"), "--data is " + this.data
                + ", expected a directory; to read an object store, start the services with SENSOR_DATA_DIR as in docs/object-store.md");
        require(!isBlank(this.out), "--out is empty, expected a directory");
        Path home = Java.TOP;
        DataDirectory readings = (this.data != null) ? new DataDirectory(this.data)
                : new DataDirectory(home.resolve("samples"), true);
        return new RunOptions(readings, topicOptions(),
                new OutputDirectory((this.out != null) ? this.out : home.resolve("output")), this.once, this.brokers,
                paceOption(), Optional.ofNullable(this.kafka), this.producerPort, this.consumerPort,
                startTimeoutOption(), this.watchRows, this.watch, fileSettings());
    }

    /**
     * A run that ends does not wait for the usual age of files that are committed as a
     * whole.
     */
    private Map<String, String> fileSettings() {
        Map<String, String> settings = new LinkedHashMap<>();
        setting(settings, "--format", this.format, "SENSOR_FORMAT", FORMATS);
        setting(settings, "--compression", this.compression, "SENSOR_COMPRESSION", COMPRESSIONS);
        if (this.once && isCommittedAsWhole(settings) && !this.environment.containsKey(ROLL_AGE)) {
            settings.put(ROLL_AGE, "5s");
        }
        return settings;
    }

    /**
     * Whether rows are in a file only when it is complete, by options or the environment.
     */
    private boolean isCommittedAsWhole(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(this.environment);
        all.putAll(settings);
        return all.entrySet().stream().anyMatch((setting) -> WHOLE.matcher(setting.toString()).matches());
    }

    private void setting(Map<String, String> settings, String option, @Nullable String value, String variable,
            List<String> known) {
        if (value != null) {
            require(known.contains(value), option + " is '" + value + "', expected one of " + String.join(", ", known));
            settings.put(variable, value);
        }
    }

    private Map<String, String> topicOptions() {
        Map<String, String> byFile = new LinkedHashMap<>();
        for (String option : this.topics) {
            // A file name may contain '=', a topic name may not.
            int sign = option.lastIndexOf('=');
            require(sign > 0 && StreamPlan.isTopic(option.substring(sign + 1)),
                    "--topic is '" + option + "', expected FILE=TOPIC");
            String other = byFile.put(option.substring(0, sign), option.substring(sign + 1));
            require(other == null, "--topic names " + option.substring(0, sign) + " twice");
        }
        return byFile;
    }

    private Optional<Duration> startTimeoutOption() {
        String text = this.startTimeout;
        if (text == null) {
            return Optional.empty();
        }
        Matcher matcher = DURATION.matcher(text);
        require(matcher.matches(), "--start-timeout is '" + text + "', expected a time such as 90s or 5m");
        return Optional.of(Duration.of(Long.parseLong(matcher.group(1)), UNITS.get(matcher.group(2))));
    }

    private Pace paceOption() {
        try {
            return Pace.parse(this.pace);
        }
        catch (IllegalArgumentException e) {
            throw wrongUsage("--" + e.getMessage());
        }
    }

    private static boolean isBlank(@Nullable Path path) {
        return path != null && path.toString().isBlank();
    }

    private void requirePort(String option, int port) {
        require(port >= 1 && port <= MAX_PORT, option + " is " + port + ", expected 1 to " + MAX_PORT);
    }

    private void require(boolean well, String reason) {
        if (!well) {
            throw wrongUsage(reason);
        }
    }

    private ParameterException wrongUsage(String reason) {
        return new ParameterException(Objects.requireNonNull(this.spec).commandLine(), reason);
    }

    /** Reads the version from the jar's manifest. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = RunCommand.class.getPackage().getImplementationVersion();
            return new String[] { "Sensor Streams " + ((version != null) ? version : "(unpackaged)") };
        }

    }

}
