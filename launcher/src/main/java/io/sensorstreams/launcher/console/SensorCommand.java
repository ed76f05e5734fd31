package io.sensorstreams.launcher.console;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command whose parts are all others. */
@Command(name = "./sensor", sortOptions = false, versionProvider = SensorCommand.Version.class,
        description = "Controls the streams, clocks, groups and files of running services.",
        synopsisSubcommandLabel = "COMMAND",
        footer = { "", "./sensor COMMAND --help lists the options of a command.", "",
                "SENSOR_PRODUCER_URL and SENSOR_CONSUMER_URL are the addresses of the services. SENSOR_API_USER and SENSOR_API_PASSWORD are sent when both are set. A token in SENSOR_TOKEN, or in the file SENSOR_TOKEN_FILE, is sent instead.",
                "",
                "Exit codes: 0 done, 1 refused or not clean, 2 wrong usage, 3 the service cannot be reached, 130 Ctrl-C." })
final class SensorCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = { "-h", "--help" }, usageHelp = true, scope = ScopeType.INHERIT,
            description = "Show this help message and exit.")
    @SuppressWarnings("unused") // Picocli acts on it.
    private boolean help;

    @Option(names = { "-V", "--version" }, versionHelp = true, description = "Print version information and exit.")
    @SuppressWarnings("unused") // Picocli acts on it.
    private boolean version;

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(this.spec).commandLine(), "a command is missing");
    }

    /** Reads the version from the jar's manifest. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = SensorCommand.class.getPackage().getImplementationVersion();
            return new String[] { "Sensor Streams " + ((version != null) ? version : "(unpackaged)") };
        }

    }

}
