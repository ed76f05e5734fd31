package io.sensorstreams.launcher.console.group;

import java.util.concurrent.Callable;

import io.sensorstreams.harness.Api.Answer;
import io.sensorstreams.launcher.console.call.Connection;
import io.sensorstreams.launcher.console.call.Json;
import io.sensorstreams.launcher.console.call.Paths;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
        Answer answer = this.connection.consumer().get(Paths.of("listeners"));
        if (this.connection.isJson()) {
            this.connection.terminal().printRaw(answer.text());
        }
        else {
            GroupsTable.print(Json.read(answer.text()).valueStream().toList(), this.connection.terminal());
        }
        return 0;
    }

}
