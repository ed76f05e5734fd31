package io.sensorstreams.launcher.console.file;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;

import io.sensorstreams.launcher.console.call.Connection;
import io.sensorstreams.launcher.console.call.Paths;
import io.sensorstreams.launcher.console.call.Reply;
import io.sensorstreams.launcher.console.show.Cells;
import io.sensorstreams.launcher.console.show.Column;
import io.sensorstreams.launcher.console.show.Table;
import io.sensorstreams.launcher.view.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Lists the CSV files that can be sent, and the output files. */
@Command(name = "files", description = "List files: the CSV files of the data directory, and the output files.")
final class FilesCommand implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    @Parameters(paramLabel = "WHICH", arity = "0..1",
            description = "data: CSV files of the producer-service. output: files of the consumer-service. Default: both.")
    private @Nullable Which which;

    FilesCommand(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Integer call() throws Exception {
        if (this.which == null && this.connection.namesServer()) {
            throw this.connection.wrongUsage("--server is the address of one service: add data or output");
        }
        String data = (this.which != Which.OUTPUT) ? data() : "";
        String output = (this.which != Which.DATA) ? output() : "";
        if (this.connection.isJson()) {
            this.connection.terminal()
                .printRaw((this.which != null) ? data + output
                        : "{\"data\":" + data.strip() + ",\"output\":" + output.strip() + "}");
            return 0;
        }
        if (!data.isEmpty()) {
            printData(Json.read(data));
        }
        if (this.which == null) {
            this.connection.terminal().say("");
        }
        if (!output.isEmpty()) {
            printOutput(Json.read(output));
        }
        return 0;
    }

    /** Returns the list of all pages. */
    private String data() throws IOException, InterruptedException {
        return new FilePages(this.connection.producer()).all();
    }

    private String output() throws IOException, InterruptedException {
        Reply reply = this.connection.consumer().get(Paths.of("files"));
        reply.array();
        return reply.text();
    }

    private void printData(JsonNode files) {
        if (files.isEmpty()) {
            this.connection.terminal().note("The data directory has no CSV file; ./sensor upload FILE adds one");
            return;
        }
        Table table = new Table(Column.text("data file").elastic(), Column.number("bytes"), Column.number("rows"),
                Column.number("columns").optional(), Column.text("first time").elastic().optional(),
                Column.text("last time").elastic().optional());
        files.forEach((file) -> table.add(Cells.text(file.path("name")), Cells.count(file.path("bytes")),
                Cells.count(file.path("rows")), Cells.count(file.path("columnCount")),
                Cells.text(file.path("firstTime")), Cells.text(file.path("lastTime"))));
        this.connection.terminal().print(table);
        files.forEach(this::printNote);
    }

    private void printNote(JsonNode file) {
        String name = Cells.text(file.path("name"));
        if (file.path("fault").isString()) {
            this.connection.terminal().say(name + ": " + file.path("fault").asString());
        }
        else if (file.path("scanLimit").isString()) {
            this.connection.terminal().say(name + ": " + file.path("scanLimit").asString());
        }
        else if (!file.path("scanned").asBoolean(true)) {
            this.connection.terminal().say(name + ": its rows are being counted");
        }
    }

    private void printOutput(JsonNode files) {
        if (files.isEmpty()) {
            this.connection.terminal().note("There is no output file yet");
            return;
        }
        Table table = new Table(Column.text("group").elastic().optional(), Column.text("output file").elastic(),
                Column.number("rows"), Column.number("bytes"), Column.number("offsets from"), Column.number("to"),
                Column.text("state"), Column.text("written by").elastic().optional());
        files.forEach((file) -> table.add(Cells.text(file.path("group")), Cells.text(file.path("file")),
                Cells.count(file.path("rows")), Cells.count(file.path("bytes")), Cells.count(file.path("firstOffset")),
                Cells.count(file.path("nextOffset")), file.path("sealed").asBoolean(false) ? "sealed" : "open",
                Cells.text(file.path("owner"))));
        this.connection.terminal().print(table);
    }

    /** Kinds of files. */
    enum Which {

        DATA, OUTPUT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

    }

}
