package io.sensorstreams.launcher.console.stream;

import java.util.List;
import java.util.function.Supplier;

import io.sensorstreams.launcher.console.call.Connection;

/** Lists the commands about streams. */
public final class StreamCommands {

    private StreamCommands() {
    }

    /**
     * Creates the commands, in the order of the help.
     * @param connections creates the options of each command
     */
    public static List<Object> create(Supplier<Connection> connections) {
        return List.of(new StreamsCommand(connections.get()), new StreamCommand(connections.get()),
                new StreamAction.Start(connections.get()), new StreamAction.Pause(connections.get()),
                new StreamAction.Resume(connections.get()), new StreamAction.Stop(connections.get()),
                new DeleteCommand(connections.get()), new PaceCommand(connections.get()));
    }

}
