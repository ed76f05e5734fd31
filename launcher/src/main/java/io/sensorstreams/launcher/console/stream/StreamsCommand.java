package io.sensorstreams.launcher.console.stream;

import java.util.concurrent.Callable;

import io.sensorstreams.launcher.console.call.Connection;
import io.sensorstreams.launcher.console.call.Paths;
import io.sensorstreams.launcher.console.call.Reply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Lists the streams. */
@Command(name = "streams", description = "List the streams with their progress.")
final class StreamsCommand implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    StreamsCommand(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Integer call() throws Exception {
        Reply reply = this.connection.producer().get(Paths.of("streams"));
        JsonNode streams = reply.array();
        if (this.connection.isJson()) {
            this.connection.terminal().printRaw(reply.text());
            return 0;
        }
        if (streams.isEmpty()) {
            this.connection.terminal()
                .note("There is no stream. ./sensor stream NAME --file FILE creates one; ./sensor files data lists the files");
            return 0;
        }
        StreamTable.print(streams.valueStream().toList(), this.connection.terminal());
        return 0;
    }

}
