package io.sensorstreams.launcher.console.stream;

import java.util.List;
import java.util.concurrent.Callable;

import io.sensorstreams.harness.Api;
import io.sensorstreams.launcher.console.call.Connection;
import io.sensorstreams.launcher.console.call.Paths;
import io.sensorstreams.launcher.console.call.Reply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Changes the pace of a stream. */
@Command(name = "pace", description = "Change the pace of a stream. A running stream changes at once.")
final class PaceCommand implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    @Mixin
    private final PaceText details = new PaceText();

    @Parameters(paramLabel = "NAME", index = "0", description = "Name of the stream.")
    private String name = "";

    @Parameters(paramLabel = "PACE", index = "1", description = PaceText.FORMS + ".")
    private String pace = "";

    PaceCommand(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Integer call() throws Exception {
        byte[] body = Api.json(this.details.json("PACE is '" + this.pace + "'", this.pace, this.connection));
        Reply reply = this.connection.producer().send("PATCH", Paths.of("streams", this.name, "pace"), body);
        JsonNode stream = reply.object();
        if (this.connection.isJson()) {
            this.connection.terminal().printRaw(reply.text());
        }
        else {
            StreamTable.print(List.of(stream), this.connection.terminal());
        }
        return 0;
    }

}
