package io.sensorstreams.launcher.console.file;

import java.util.concurrent.Callable;

import io.sensorstreams.launcher.console.call.Connection;
import io.sensorstreams.launcher.console.call.Paths;
import io.sensorstreams.launcher.console.call.Reply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Reports what is in a data file. */
@Command(name = "report",
        description = "Read a data file and report what is in it: times, gaps, stations, and the range of each column.")
final class ReportCommand implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    @Parameters(paramLabel = "FILE", description = "File of the data directory: ./sensor files data lists them.")
    private String file = "";

    @Mixin
    private final ReadingOptions reading = new ReadingOptions();

    ReportCommand(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Integer call() throws Exception {
        this.connection.terminal().showPassing("Reading " + this.file);
        Reply reply = this.connection.producer()
            .get(Paths.of("files", this.file, "report") + Paths.query(this.reading.parameters()));
        JsonNode report = reply.object();
        if (this.connection.isJson()) {
            this.connection.terminal().printRaw(reply.text());
        }
        else {
            ReportText.print(report, this.connection.terminal());
        }
        return 0;
    }

}
