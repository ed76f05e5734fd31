package io.sensorstreams.launcher.console.group;

import java.util.concurrent.Callable;

import io.sensorstreams.launcher.console.call.Connection;
import io.sensorstreams.launcher.console.call.Paths;
import io.sensorstreams.launcher.console.call.Reply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Lists the consumer groups. */
@Command(name = "groups", description = "List the consumer groups that write files.")
final class GroupsCommand implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    GroupsCommand(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Integer call() throws Exception {
        Reply reply = this.connection.consumer().get(Paths.of("listeners"));
        JsonNode groups = reply.array();
        if (this.connection.isJson()) {
            this.connection.terminal().printRaw(reply.text());
        }
        else {
            GroupsTable.print(groups.valueStream().toList(), this.connection.terminal());
        }
        return 0;
    }

}
