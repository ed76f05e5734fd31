package io.sensorstreams.launcher.console.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import io.sensorstreams.launcher.console.call.CallException;
import io.sensorstreams.launcher.console.call.Connection;
import io.sensorstreams.launcher.console.call.Paths;
import io.sensorstreams.launcher.console.call.Reply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/**
 * Starts, stops, pauses or resumes consumer groups. Continues after a group that cannot
 * be changed.
 */
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
        int code = 0;
        List<JsonNode> changed = new ArrayList<>();
        for (String group : this.groups) {
            try {
                changed.add(change(group));
            }
            catch (CallException e) {
                e.printTo(this.connection.terminal());
                code = Math.max(code, e.exitCode());
            }
        }
        if (!this.connection.isJson() && !changed.isEmpty()) {
            GroupsTable.print(changed, this.connection.terminal());
        }
        return code;
    }

    private JsonNode change(String group) throws CallException, InterruptedException {
        Reply reply = this.connection.consumer().post(Paths.of("listeners", group, this.action));
        JsonNode changed = reply.object();
        if (this.connection.isJson()) {
            this.connection.terminal().printRaw(reply.text());
        }
        return changed;
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
