package io.sensorstreams.launcher.console.file;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.sensorstreams.launcher.console.call.Connection;
import io.sensorstreams.launcher.console.call.Paths;
import io.sensorstreams.launcher.console.call.Reply;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows the first records of a data file. */
@Command(name = "preview",
        description = "Show the first records of a data file as they would be sent, and the dialect that was found. ./sensor stream … --preview takes all settings of a stream.")
final class PreviewCommand implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    @Parameters(paramLabel = "FILE", description = "File of the data directory: ./sensor files data lists them.")
    private String file = "";

    @Option(names = "--rows", paramLabel = "N", description = "Records, 1 to 100. Default: 10.")
    private @Nullable Integer rows;

    @Option(names = "--topic", paramLabel = "TOPIC",
            description = "Topic of the records. Default: the leading letters of the file, AIR for AIR2308.csv.")
    private @Nullable String topic;

    @Option(names = "--dialect", paramLabel = "JSON",
            description = "How the rows are written, such as '{\"delimiter\":\";\",\"decimal\":\",\"}'. Default: auto.")
    private @Nullable String dialect;

    PreviewCommand(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Integer call() throws Exception {
        List<String> parameters = new ArrayList<>();
        ReadingOptions.add(parameters, "rows", (this.rows != null) ? this.rows.toString() : null);
        ReadingOptions.add(parameters, "topic", this.topic);
        ReadingOptions.add(parameters, "dialect", this.dialect);
        Reply reply = this.connection.producer().get(Paths.of("files", this.file, "preview") + Paths.query(parameters));
        JsonNode preview = reply.object();
        if (this.connection.isJson()) {
            this.connection.terminal().printRaw(reply.text());
        }
        else {
            PreviewText.print(preview, this.connection.terminal());
        }
        return 0;
    }

}
