package io.sensorstreams.launcher.console.stream;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import io.sensorstreams.harness.Api;
import io.sensorstreams.launcher.console.call.CallException;
import io.sensorstreams.launcher.console.call.Connection;
import io.sensorstreams.launcher.console.call.Paths;
import io.sensorstreams.launcher.console.call.Reply;
import io.sensorstreams.launcher.console.call.Service;
import io.sensorstreams.launcher.console.file.PreviewText;
import io.sensorstreams.launcher.console.show.Cells;
import io.sensorstreams.launcher.console.show.Column;
import io.sensorstreams.launcher.console.show.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Creates a stream, or shows all fields of one. */
@Command(name = "stream",
        description = "Create a stream: with --file, --directory, --random or --from-json. Without them: show all fields of a stream.")
final class StreamCommand implements Callable<Integer> {

    /** Fields that the service has calculated. Those of the user are shown as given. */
    private static final Set<String> RATES = Set.of("ratePerSecond", "targetPerSecond");

    @Mixin
    private final Connection connection;

    @Parameters(paramLabel = "NAME", description = "Name of the stream.")
    private String name = "";

    @Mixin
    private final StreamOptions options = new StreamOptions();

    @Option(names = "--start", description = "Start the stream at once.")
    private boolean start;

    @Option(names = "--replace",
            description = "Replace a stream that exists and does not run. It keeps its position if the source is the same.")
    private boolean replace;

    @Option(names = "--preview", description = "Show the first records. Nothing is created or sent.")
    private boolean preview;

    @Option(names = "--rows", paramLabel = "N", defaultValue = "10",
            description = "Records of the preview, 1 to 100. Default: 10.")
    private int rows;

    StreamCommand(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Integer call() throws Exception {
        Service producer = this.connection.producer();
        if (this.options.isGiven()) {
            ObjectNode definition = this.options.definition(this.name, this.connection);
            if (this.preview) {
                preview(producer.send("POST", Paths.of("streams", "preview") + "?rows=" + this.rows,
                        Api.json(definition)));
            }
            else {
                showState(create(producer, definition));
            }
        }
        else if (this.options.hasDetails() || this.start || this.replace || this.preview) {
            throw this.connection.wrongUsage(
                    "a stream is created with --file, --directory, --random or --from-json, and none of them is given"
                            + (this.start ? "; ./sensor start " + this.name + " starts a stream that exists" : ""));
        }
        else {
            showFields(producer.get(Paths.of("streams", this.name)));
        }
        return 0;
    }

    private Reply create(Service producer, ObjectNode definition) throws IOException, InterruptedException {
        if (this.start) {
            definition.put("autoStart", true);
        }
        if (!this.replace) {
            return producer.send("POST", Paths.of("streams"), Api.json(definition));
        }
        Reply replaced = producer.send("PUT", Paths.of("streams", this.name), Api.json(definition));
        return this.start ? producer.post(Paths.of("streams", this.name, "start")) : replaced;
    }

    private void showState(Reply reply) throws CallException {
        JsonNode stream = reply.object();
        if (this.connection.isJson()) {
            this.connection.terminal().printRaw(reply.text());
            return;
        }
        StreamTable.print(List.of(stream), this.connection.terminal());
        if (stream.path("state").asString("").equals("STOPPED")) {
            this.connection.terminal().note("./sensor start " + this.name + " starts it");
        }
    }

    private void showFields(Reply reply) throws CallException {
        JsonNode stream = reply.object();
        if (this.connection.isJson()) {
            this.connection.terminal().printRaw(reply.text());
            return;
        }
        Table table = new Table(Column.text("field"), Column.text("value"));
        addFields("", stream, table);
        this.connection.terminal().print(table);
    }

    private static void addFields(String prefix, JsonNode object, Table table) {
        object.properties().forEach((field) -> {
            if (field.getValue().isObject()) {
                addFields(prefix + field.getKey() + ".", field.getValue(), table);
            }
            else {
                boolean rate = RATES.contains(prefix + field.getKey());
                table.add(prefix + field.getKey(), rate ? Cells.rate(field.getValue()) : Cells.text(field.getValue()));
            }
        });
    }

    private void preview(Reply reply) throws CallException {
        JsonNode found = reply.object();
        if (this.connection.isJson()) {
            this.connection.terminal().printRaw(reply.text());
            return;
        }
        PreviewText.print(found, this.connection.terminal());
    }

}
