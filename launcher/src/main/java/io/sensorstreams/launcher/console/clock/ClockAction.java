package io.sensorstreams.launcher.console.clock;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.sensorstreams.launcher.console.call.Connection;
import io.sensorstreams.launcher.console.call.Paths;
import io.sensorstreams.launcher.console.call.Reply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Does the same to one clock or to several. Continues after a clock that refuses. */
abstract class ClockAction implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    private final String action;

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "Names of clocks.")
    private List<String> names = new ArrayList<>();

    ClockAction(Connection connection, String action) {
        this.connection = connection;
        this.action = action;
    }

    @Override
    public Integer call() throws Exception {
        List<JsonNode> changed = new ArrayList<>();
        int code = this.connection.each(this.names, (name) -> {
            Reply reply = this.connection.producer().post(Paths.of("clocks", name, this.action));
            changed.add(reply.object());
            if (this.connection.isJson()) {
                this.connection.terminal().printRaw(reply.text());
            }
            return 0;
        });
        if (!this.connection.isJson() && !changed.isEmpty()) {
            ClocksTable.print(changed, this.connection.terminal());
        }
        return code;
    }

    /** Starts clocks. */
    @Command(name = "start", description = "Start clocks at the time that they show.")
    static final class Start extends ClockAction {

        Start(Connection connection) {
            super(connection, "start");
        }

    }

    /** Pauses clocks. */
    @Command(name = "pause", description = "Let clocks stand, and all of their streams with them.")
    static final class Pause extends ClockAction {

        Pause(Connection connection) {
            super(connection, "pause");
        }

    }

    /** Resumes clocks. */
    @Command(name = "resume", description = "Resume clocks that are paused.")
    static final class Resume extends ClockAction {

        Resume(Connection connection) {
            super(connection, "resume");
        }

    }

    /** Stops clocks. */
    @Command(name = "stop", description = "Stop clocks. They keep their time, and can be replaced.")
    static final class Stop extends ClockAction {

        Stop(Connection connection) {
            super(connection, "stop");
        }

    }

}
