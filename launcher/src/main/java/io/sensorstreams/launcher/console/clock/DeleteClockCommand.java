package io.sensorstreams.launcher.console.clock;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.sensorstreams.harness.Api;
import io.sensorstreams.launcher.console.call.Connection;
import io.sensorstreams.launcher.console.call.Paths;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes clocks. Asks first. */
@Command(name = "delete", description = "Delete clocks that no stream follows.")
final class DeleteClockCommand implements Callable<Integer> {

    private static final int REFUSED = 1;

    @Mixin
    private final Connection connection;

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "Names of clocks.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--yes", description = "Do not ask. Needed where no terminal is.")
    private boolean yes;

    DeleteClockCommand(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Integer call() throws Exception {
        if (!this.yes && !this.connection.terminal().asks()) {
            throw this.connection.wrongUsage("delete asks first, and no terminal is here to ask: add --yes");
        }
        return this.connection.each(this.names, this::delete);
    }

    private int delete(String name) throws IOException, InterruptedException {
        if (!this.yes
                && !this.connection.terminal().confirms("Delete clock " + name + "? Its settings and time are lost.")) {
            this.connection.terminal().note("Clock " + name + " is not deleted");
            return REFUSED;
        }
        this.connection.producer().send("DELETE", Paths.of("clocks", name), Api.NO_BODY);
        if (!this.connection.isJson()) {
            this.connection.terminal().say("Clock " + name + " is deleted");
        }
        return 0;
    }

}
