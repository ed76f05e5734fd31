package io.sensorstreams.launcher.console.clock;

import java.util.List;
import java.util.concurrent.Callable;

import io.sensorstreams.harness.Api;
import io.sensorstreams.launcher.console.call.CallException;
import io.sensorstreams.launcher.console.call.Connection;
import io.sensorstreams.launcher.console.call.Paths;
import io.sensorstreams.launcher.console.call.Reply;
import io.sensorstreams.launcher.console.call.Service;
import io.sensorstreams.launcher.view.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Creates a clock. */
@Command(name = "create", description = "Create a clock. It is stopped, and its streams wait.")
final class CreateClockCommand implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    @Parameters(paramLabel = "NAME", description = "Name of the clock.")
    private String name = "";

    @Option(names = "--from", paramLabel = "TIME", required = true,
            description = "Event time that it begins with, such as 2024-01-01T00:00.")
    private String from = "";

    @Option(names = "--to", paramLabel = "TIME",
            description = "Event time that it ends at. Rows of this time and later ones are not sent.")
    private @Nullable String to;

    @Option(names = "--zone", paramLabel = "ZONE",
            description = "Time zone of times without an offset, such as Europe/Berlin. Default: they count as UTC.")
    private @Nullable String zone;

    @Option(names = "--speedup", paramLabel = "N",
            description = "How much faster it is than the wall clock: with 60, a minute takes a second. Default: 1.")
    private @Nullable Double speedup;

    @Option(names = "--max-gap", paramLabel = "DURATION",
            description = "Longest time without a row of any stream, such as 1h. A longer one counts as this.")
    private @Nullable String maxGap;

    @Option(names = "--replace", description = "Replace a clock of this name that is stopped.")
    private boolean replace;

    CreateClockCommand(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Integer call() throws Exception {
        Service producer = this.connection.producer();
        if (!this.replace) {
            requireNew(producer.get(Paths.of("clocks")).array());
        }
        Reply reply = producer.send("PUT", Paths.of("clocks", this.name), Api.json(definition()));
        JsonNode clock = reply.object();
        if (this.connection.isJson()) {
            this.connection.terminal().printRaw(reply.text());
            return 0;
        }
        ClocksTable.print(List.of(clock), this.connection.terminal());
        if (clock.path("streams").isEmpty()) {
            ClocksTable.printStreams(clock, this.connection.terminal());
        }
        this.connection.terminal().note("./sensor clock start " + this.name + " starts it");
        return 0;
    }

    /** The service would replace a clock that is stopped. */
    private void requireNew(JsonNode clocks) throws CallException {
        if (clocks.valueStream().anyMatch((clock) -> clock.path("name").asString("").equals(this.name))) {
            throw CallException.notSent("Clock '" + this.name + "' exists already",
                    "./sensor clock show " + this.name + " shows it; --replace replaces it");
        }
    }

    private ObjectNode definition() {
        ObjectNode definition = Json.object();
        Json.put(definition, "from", this.from);
        Json.put(definition, "to", this.to);
        Json.put(definition, "zone", this.zone);
        if (this.speedup != null) {
            definition.put("speedup", this.speedup);
        }
        Json.put(definition, "maxGap", this.maxGap);
        return definition;
    }

}
