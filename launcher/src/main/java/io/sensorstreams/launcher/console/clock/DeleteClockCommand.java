package io.sensorstreams.launcher.console.clock;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.sensorstreams.harness.Api;
import io.sensorstreams.launcher.console.call.Confirmation;
import io.sensorstreams.launcher.console.call.Connection;
import io.sensorstreams.launcher.console.call.Paths;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Deletes clocks. Asks first. */
@Command(name = "delete", description = "Delete clocks that no stream follows.")
final class DeleteClockCommand implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "Names of clocks.")
    private List<String> names = new ArrayList<>();

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    DeleteClockCommand(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Integer call() throws Exception {
        this.confirmation.requireAnswer(this.connection);
        return this.connection.each(this.names,
                (name) -> this.confirmation.delete(this.connection, "Clock " + name,
                        () -> "Delete clock " + name + "? Its settings and time are lost.",
                        () -> this.connection.producer().send("DELETE", Paths.of("clocks", name), Api.NO_BODY)));
    }

}
