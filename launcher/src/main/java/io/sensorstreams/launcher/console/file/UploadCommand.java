package io.sensorstreams.launcher.console.file;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import io.sensorstreams.launcher.console.call.Connection;
import io.sensorstreams.launcher.console.call.Paths;
import io.sensorstreams.launcher.console.call.Reply;
import io.sensorstreams.launcher.console.show.Cells;
import io.sensorstreams.launcher.console.show.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Uploads a CSV file. */
@Command(name = "upload",
        description = "Upload a data file (.csv, .tsv, .txt, also with .gz or .zst) to the data directory. It replaces a file of the same name.")
final class UploadCommand implements Callable<Integer> {

    private static final int CREATED = 201;

    @Mixin
    private final Connection connection;

    @Parameters(paramLabel = "FILE", description = "File of this machine.")
    private Path file = Path.of("");

    @Option(names = "--name", paramLabel = "NAME",
            description = "Name in the data directory. Default: that of the file.")
    private @Nullable String name;

    @Option(names = "--replace",
            description = "Replace also a file that a stream has read in part. The stream then fails, and ./sensor start NAME --from-beginning sends the new file.")
    private boolean replace;

    UploadCommand(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Integer call() throws Exception {
        if (!Files.isRegularFile(this.file) || !Files.isReadable(this.file)) {
            throw this.connection.wrongUsage("'" + this.file + "' is not a readable file");
        }
        String target = (this.name != null) ? this.name : String.valueOf(this.file.getFileName());
        this.connection.terminal().showPassing("Uploading " + target);
        Reply reply = this.connection.producer()
            .upload(Paths.of("files", target) + (this.replace ? "?replace=true" : ""), this.file);
        JsonNode uploaded = reply.object();
        if (this.connection.isJson()) {
            this.connection.terminal().printRaw(reply.text());
        }
        else {
            print(uploaded, reply.status() == CREATED, target, this.connection.terminal());
        }
        return 0;
    }

    private static void print(JsonNode uploaded, boolean created, String target, Terminal terminal) {
        terminal.say(target + (created ? " is new: " : " replaces the former file of this name: ")
                + Cells.count(uploaded.path("bytes")) + " bytes, " + (uploaded.path("rows").isNumber()
                        ? Cells.count(uploaded.path("rows")) + " rows" : "its rows are being counted"));
        if (uploaded.path("fault").isString()) {
            terminal.say("It cannot be sent: " + uploaded.path("fault").asString());
        }
        else {
            terminal.note("./sensor stream NAME --file " + target + " --start sends it");
        }
    }

}
