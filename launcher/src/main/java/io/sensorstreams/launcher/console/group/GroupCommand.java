package io.sensorstreams.launcher.console.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import io.sensorstreams.harness.Api.Answer;
import io.sensorstreams.launcher.console.call.Connection;
import io.sensorstreams.launcher.console.call.Json;
import io.sensorstreams.launcher.console.call.Paths;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Starts, stops, pauses or resumes consumer groups. */
@Command(name = "group", description = "Start, stop, pause or resume consumer groups on the replica that is asked.")
final class GroupCommand implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    @Parameters(paramLabel = "ACTION", index = "0", description = "One of ${COMPLETION-CANDIDATES}.")
    private Action action = Action.START;

    @Parameters(paramLabel = "GROUP", index = "1..*", arity = "1..*", description = "Names of groups.")
    private List<String> groups = new ArrayList<>();

    GroupCommand(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Integer call() throws Exception {
        List<JsonNode> changed = new ArrayList<>();
        for (String group : this.groups) {
            Answer answer = this.connection.consumer().post(Paths.of("listeners", group, this.action));
            if (this.connection.isJson()) {
                this.connection.terminal().printRaw(answer.text());
            }
            changed.add(Json.read(answer.text()));
        }
        if (!this.connection.isJson()) {
            GroupsTable.print(changed, this.connection.terminal());
        }
        return 0;
    }

    /** What is done to a group. */
    enum Action {

        START, STOP, PAUSE, RESUME;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

    }

}
