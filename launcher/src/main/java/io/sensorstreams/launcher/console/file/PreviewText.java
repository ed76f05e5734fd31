package io.sensorstreams.launcher.console.file;

import java.util.Map;

import io.sensorstreams.launcher.console.show.Cells;
import io.sensorstreams.launcher.console.show.Column;
import io.sensorstreams.launcher.console.show.Table;
import io.sensorstreams.launcher.console.show.Terminal;
import io.sensorstreams.launcher.view.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shows a preview: the records, the rows that cannot be sent, and how the file is read.
 */
public final class PreviewText {

    /** Settings of a dialect that are not shown. */
    private static final JsonNode STANDARD = Json.read("""
            {"delimiter":",","quote":"\\"","escape":null,"decimal":".","thousands":"","encoding":"UTF-8","skipLines":0,
             "columns":null,"unitLines":0,"comment":"","trim":false,"lenientQuotes":false,"blankRows":"skip"}""");

    private PreviewText() {
    }

    public static void print(JsonNode preview, Terminal terminal) {
        Table table = new Table(Column.text("row"), Column.text("topic").optional(), Column.number("partition"),
                Column.text("key"), Column.text("value").elastic());
        preview.path("records")
            .forEach((row) -> table.add(Cells.text(row.path("row")), Cells.text(row.path("topic")),
                    Cells.text(row.path("partition")), Cells.text(row.path("key")), row.path("value").toString()));
        terminal.print(table);
        preview.path("rejected")
            .forEach((row) -> terminal
                .say("line " + Cells.text(row.path("line")) + " cannot be sent: " + Cells.text(row.path("reason"))));
        JsonNode format = preview.path("format");
        if (format.isObject()) {
            String file = Cells.text(preview.path("file"));
            terminal.say(file + " is read with the dialect " + dialect(format.path("dialect"))
                    + (format.path("timeFormat").isString() ? ", times as " + format.path("timeFormat").asString()
                            : ", without times"));
            format.path("alternatives").forEach((one) -> terminal.say(file + ": " + Cells.text(one)));
        }
    }

    /** Returns the settings that differ from the standard, as JSON. */
    static String dialect(JsonNode dialect) {
        ObjectNode different = Json.object();
        int headerLine = dialect.path("columns").isEmpty() ? 1 : 0;
        for (Map.Entry<String, JsonNode> setting : dialect.properties()) {
            boolean usual = setting.getKey().equals("headerLine") ? setting.getValue().asInt(headerLine) == headerLine
                    : setting.getValue().equals(STANDARD.path(setting.getKey()));
            if (!usual) {
                different.set(setting.getKey(), setting.getValue());
            }
        }
        return different.isEmpty() ? "standard" : different.toString();
    }

}
