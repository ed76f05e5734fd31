package io.sensorstreams.launcher.console.file;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.sensorstreams.launcher.console.call.Connection;
import io.sensorstreams.launcher.console.call.Paths;
import io.sensorstreams.launcher.console.call.Reply;
import io.sensorstreams.launcher.console.show.Cells;
import io.sensorstreams.launcher.console.show.Column;
import io.sensorstreams.launcher.console.show.Table;
import io.sensorstreams.launcher.console.show.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows where a row is, in Kafka and in the output files. */
@Command(name = "row",
        description = "Find a row: its partition and offset in Kafka, and its line in the files of each group.")
final class RowCommand implements Callable<Integer> {

    private static final Pattern ROW = Pattern.compile("([^/]+)/(?:(\\d{1,18})/)?(\\d{1,18})");

    @Mixin
    private final Connection connection;

    @Parameters(paramLabel = "TOPIC", index = "0", description = "Topic of the row.")
    private String topic = "";

    @Parameters(paramLabel = "ROW", index = "1", arity = "0..1",
            description = "Stream and number of the row, from 0: air/4711, or air/2/4711 for run 2. Default: the latest run that has it.")
    private @Nullable String row;

    @Option(names = "--offset", paramLabel = "N", description = "Offset of the row, in place of ROW.")
    private @Nullable Long offset;

    @Option(names = "--partition", paramLabel = "P",
            description = "Partition of the row. An offset needs it unless the topic has one partition only.")
    private @Nullable Integer partition;

    @Option(names = "--group", paramLabel = "GROUP", description = "Only the files of this group.")
    private @Nullable String group;

    RowCommand(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Integer call() throws Exception {
        Reply reply = this.connection.consumer().get("/api/rows" + Paths.query(parameters()));
        JsonNode found = reply.object();
        if (this.connection.isJson()) {
            this.connection.terminal().printRaw(reply.text());
        }
        else {
            print(found, this.connection.terminal());
        }
        return 0;
    }

    private List<String> parameters() {
        List<String> parameters = new ArrayList<>();
        ReadingOptions.add(parameters, "topic", this.topic);
        if ((this.row == null) == (this.offset == null)) {
            throw this.connection.wrongUsage("expected either a row, such as air/4711, or --offset");
        }
        if (this.row != null) {
            Matcher named = ROW.matcher(this.row);
            if (!named.matches()) {
                throw this.connection
                    .wrongUsage("the row is '" + this.row + "', expected STREAM/NUMBER or STREAM/RUN/NUMBER");
            }
            ReadingOptions.add(parameters, "stream", named.group(1));
            ReadingOptions.add(parameters, "run", named.group(2));
            ReadingOptions.add(parameters, "row", named.group(3));
        }
        ReadingOptions.add(parameters, "offset", text(this.offset));
        ReadingOptions.add(parameters, "partition", text(this.partition));
        ReadingOptions.add(parameters, "group", this.group);
        return parameters;
    }

    private static @Nullable String text(@Nullable Number number) {
        return (number != null) ? number.toString() : null;
    }

    private static void print(JsonNode found, Terminal terminal) {
        Table record = new Table(Column.text("row").elastic(), Column.text("topic").elastic(),
                Column.number("partition"), Column.number("offset"), Column.text("sent at").elastic().optional(),
                Column.text("key").elastic().optional());
        record.add(Cells.text(found.path("row")), Cells.text(found.path("topic")), Cells.text(found.path("partition")),
                Cells.count(found.path("offset")), Cells.text(found.path("timestamp")), Cells.text(found.path("key")));
        terminal.print(record);
        terminal.say("");
        Table places = new Table(Column.text("group").elastic(), Column.text("state"), Column.text("file").elastic(),
                Column.number("line"), Column.number("byte").optional(),
                Column.text("written by").elastic().optional());
        found.path("groups")
            .forEach((place) -> places.add(Cells.text(place.path("group")), Cells.text(place.path("state")),
                    Cells.text(place.path("file")), Cells.count(place.path("line")),
                    Cells.count(place.path("bytePosition")), Cells.text(place.path("owner"))));
        terminal.print(places);
        found.path("groups")
            .valueStream()
            .filter((place) -> place.path("reason").isString())
            .forEach(
                    (place) -> terminal.say(Cells.text(place.path("group")) + ": " + Cells.text(place.path("reason"))));
    }

}
