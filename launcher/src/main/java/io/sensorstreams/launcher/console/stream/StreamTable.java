package io.sensorstreams.launcher.console.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.sensorstreams.launcher.console.call.OptionNames;
import io.sensorstreams.launcher.console.show.Cells;
import io.sensorstreams.launcher.console.show.Column;
import io.sensorstreams.launcher.console.show.Table;
import io.sensorstreams.launcher.console.show.Terminal;
import io.sensorstreams.launcher.progress.Numbers;
import tools.jackson.databind.JsonNode;

/**
 * Shows streams: a line for each, and a line for each thing that the user should know.
 */
final class StreamTable {

    private StreamTable() {
    }

    static void print(List<JsonNode> streams, Terminal terminal) {
        Table table = new Table(Column.text("stream").elastic(), Column.text("topic").elastic(), Column.text("state"),
                Column.number("rows"), Column.number("of"), Column.number("done"), Column.number("rows/s"),
                Column.number("target").optional(), Column.number("late").optional(), Column.number("left"),
                Column.text("owner").elastic().optional());
        streams.forEach((stream) -> add(stream, table));
        terminal.print(table);
        streams.stream().flatMap((stream) -> notes(stream).stream()).forEach(terminal::say);
    }

    private static void add(JsonNode stream, Table table) {
        table.add(stream.path("name").asString(""), stream.path("topic").asString(""), Cells.text(stream.path("state")),
                Numbers.count(done(stream)), Cells.count(stream.path("rowsTotal")), percent(stream),
                Cells.count(stream.path("ratePerSecond")), target(stream), late(stream), Numbers.span(left(stream)),
                Cells.text(stream.path("owner")));
    }

    private static long done(JsonNode stream) {
        return stream.path("rowsAcked").asLong(0) + stream.path("rowsRejected").asLong(0);
    }

    private static String percent(JsonNode stream) {
        long total = stream.path("rowsTotal").asLong(0);
        return (total > 0) ? Math.min(100, 100 * done(stream) / total) + "%" : "-";
    }

    /** A slow pace has less than one row in a second. */
    private static String target(JsonNode stream) {
        JsonNode target = stream.path("targetPerSecond");
        return (target.asDouble(0) > 0) ? Cells.rate(target) : "-";
    }

    private static String late(JsonNode stream) {
        long millis = stream.path("scheduleLagMs").asLong(0);
        return (millis == 0) ? "-" : Numbers.exact(Duration.ofMillis(millis));
    }

    private static Optional<Duration> left(JsonNode stream) {
        double rate = stream.path("ratePerSecond").asDouble(0);
        boolean known = stream.path("state").asString("").equals("RUNNING") && rate > 0
                && stream.path("rowsTotal").isNumber();
        return known
                ? Optional.of(Duration
                    .ofSeconds(Math.max(0, Math.round((stream.path("rowsTotal").asLong() - done(stream)) / rate))))
                : Optional.empty();
    }

    private static List<String> notes(JsonNode stream) {
        List<String> notes = new ArrayList<>();
        String name = stream.path("name").asString("");
        String topic = stream.path("topic").asString("");
        if (stream.path("lastError").isString()) {
            notes.add(name + ": " + OptionNames.in(stream.path("lastError").asString()));
        }
        if (stream.path("waits").isString()) {
            notes.add(name + " " + stream.path("waits").asString());
        }
        if (stream.path("passedOverCount").asLong(0) > 0) {
            notes.add(name + ": " + Cells.count(stream.path("passedOverCount")) + " files are not sent, such as "
                    + Cells.list(stream.path("passedOver"))
                    + "; they came too late for their place in the order, or were changed after they were read");
        }
        if (stream.path("rowsRejected").asLong(0) > 0) {
            notes.add(name + ": " + Cells.count(stream.path("rowsRejected")) + " rows could not be sent"
                    + (stream.path("source").path("onBadRow").asString("dead-letter").equals("dead-letter")
                            ? "; they are in topic " + topic + "-dlt, each with its reason" : ""));
        }
        if (stream.path("unsunk").asBoolean(false)) {
            notes.add(name + ": no group reads topic " + topic + ", so its rows are in no file; SENSOR_TOPICS=" + topic
                    + " ./run writes them");
        }
        return notes;
    }

}
