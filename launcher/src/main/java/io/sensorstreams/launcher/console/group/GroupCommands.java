package io.sensorstreams.launcher.console.group;

import java.util.List;
import java.util.function.Supplier;

import io.sensorstreams.launcher.console.call.Connection;

/** Lists the commands about groups and partitions. */
public final class GroupCommands {

    private GroupCommands() {
    }

    /**
     * Creates the commands, in the order of the help.
     * @param connections creates the options of each command
     */
    public static List<Object> create(Supplier<Connection> connections) {
        return List.of(new PartitionsCommand(connections.get()), new GroupsCommand(connections.get()),
                new GroupCommand(connections.get()), new AuditCommand(connections.get()),
                new ReplayCommand(connections.get()));
    }

}
