package io.sensorstreams.launcher.console.file;

import java.util.List;
import java.util.function.Supplier;

import io.sensorstreams.launcher.console.call.Connection;

/** Lists the commands about files. */
public final class FileCommands {

    private FileCommands() {
    }

    /**
     * Creates the commands, in the order of the help.
     * @param connections creates the options of each command
     */
    public static List<Object> create(Supplier<Connection> connections) {
        return List.of(new FilesCommand(connections.get()), new TailCommand(connections.get()),
                new UploadCommand(connections.get()), new PreviewCommand(connections.get()),
                new ReportCommand(connections.get()), new RowCommand(connections.get()));
    }

}
