package io.sensorstreams.launcher.console.call;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import io.sensorstreams.launcher.console.show.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Options of every command that calls a service: which one, and how its answer is
 * printed.
 */
public final class Connection {

    private final Map<String, String> environment;

    private final Terminal terminal;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(names = "--server", paramLabel = "URL",
            description = "Address of the service. Default: SENSOR_PRODUCER_URL or http://localhost:8081, SENSOR_CONSUMER_URL or http://localhost:8082.")
    private @Nullable String server;

    @Option(names = "--token-file", paramLabel = "FILE",
            description = "File with an access token to send. Default: SENSOR_TOKEN_FILE, then the token in SENSOR_TOKEN.")
    private @Nullable Path tokenFile;

    @Option(names = "--ca-file", paramLabel = "FILE",
            description = "File with the certificates (PEM) of the authorities that a service with https:// may have. Default: SENSOR_CA_FILE or those of Java.")
    private @Nullable Path authorities;

    @Option(names = "--output", paramLabel = "FORMAT", defaultValue = "table",
            description = "table, or json: the answer of the service, unchanged. Default: table.")
    private Format output = Format.TABLE;

    public Connection(Map<String, String> environment, Terminal terminal) {
        this.environment = environment;
        this.terminal = terminal;
    }

    public Service producer() {
        return service(ServiceName.PRODUCER);
    }

    public Service consumer() {
        return service(ServiceName.CONSUMER);
    }

    private Service service(ServiceName name) {
        String fromVariable = this.environment.getOrDefault(name.variable(), "");
        String origin = (this.server != null) ? "--server" : name.variable();
        String address = (this.server != null) ? this.server
                : fromVariable.isEmpty() ? name.defaultAddress() : fromVariable;
        String parsed = checked(origin + " is ", () -> ServerAddress.of(address));
        Map<String, String> user = checked("", () -> Credentials.headers(this.environment, this.tokenFile));
        String fileVariable = this.environment.getOrDefault("SENSOR_CA_FILE", "");
        Path file = (this.authorities != null || fileVariable.isEmpty()) ? this.authorities : Path.of(fileVariable);
        String fileOrigin = (this.authorities != null) ? "--ca-file" : "SENSOR_CA_FILE";
        return new Service(name, checked(fileOrigin + " is ", () -> Clients.create(parsed, user, file)), Service.LIMIT);
    }

    private <T> T checked(String origin, Supplier<T> value) {
        try {
            return value.get();
        }
        catch (IllegalArgumentException e) {
            throw wrongUsage(origin + e.getMessage());
        }
    }

    /** Whether the user gave the address of one service. */
    public boolean namesServer() {
        return this.server != null;
    }

    public boolean isJson() {
        return this.output == Format.JSON;
    }

    public Terminal terminal() {
        return this.terminal;
    }

    /**
     * Does the same for each name. Continues after a name for which a service refuses.
     * @return the highest exit code
     */
    public int each(List<String> names, NamedCall call) throws IOException, InterruptedException {
        int code = 0;
        for (String name : names) {
            try {
                code = Math.max(code, call.call(name));
            }
            catch (CallException e) {
                e.printTo(this.terminal);
                code = Math.max(code, e.exitCode());
            }
        }
        return code;
    }

    /** Does something for a name, and returns an exit code. */
    @FunctionalInterface
    public interface NamedCall {

        int call(String name) throws IOException, InterruptedException;

    }

    /** Returns an exception that ends the command with exit code 2. */
    public ParameterException wrongUsage(String reason) {
        return new ParameterException(Objects.requireNonNull(this.command).commandLine(), reason);
    }

    /** Formats of the output. */
    enum Format {

        TABLE, JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

    }

}
