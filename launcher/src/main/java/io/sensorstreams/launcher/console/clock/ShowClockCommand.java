package io.sensorstreams.launcher.console.clock;

import java.util.List;
import java.util.concurrent.Callable;

import io.sensorstreams.launcher.console.call.Connection;
import io.sensorstreams.launcher.console.call.Paths;
import io.sensorstreams.launcher.console.call.Reply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows a clock and its streams. */
@Command(name = "show", description = "Show a clock, and the streams that follow it with their next rows.")
final class ShowClockCommand implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    @Parameters(paramLabel = "NAME", description = "Name of the clock.")
    private String name = "";

    ShowClockCommand(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Integer call() throws Exception {
        Reply reply = this.connection.producer().get(Paths.of("clocks", this.name));
        JsonNode clock = reply.object();
        if (this.connection.isJson()) {
            this.connection.terminal().printRaw(reply.text());
            return 0;
        }
        ClocksTable.print(List.of(clock), this.connection.terminal());
        ClocksTable.printStreams(clock, this.connection.terminal());
        return 0;
    }

}
