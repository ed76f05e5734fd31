package io.sensorstreams.launcher.console.clock;

import java.util.concurrent.Callable;

import io.sensorstreams.launcher.console.call.Connection;
import io.sensorstreams.launcher.console.call.Paths;
import io.sensorstreams.launcher.console.call.Reply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Lists the clocks. */
@Command(name = "clocks", description = "List the clocks that streams can share.")
public final class ClocksCommand implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    public ClocksCommand(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Integer call() throws Exception {
        Reply reply = this.connection.producer().get(Paths.of("clocks"));
        JsonNode clocks = reply.array();
        if (this.connection.isJson()) {
            this.connection.terminal().printRaw(reply.text());
        }
        else if (clocks.isEmpty()) {
            this.connection.terminal().note("There is no clock. ./sensor clock create NAME --from TIME creates one");
        }
        else {
            ClocksTable.print(clocks.valueStream().toList(), this.connection.terminal());
        }
        return 0;
    }

}
