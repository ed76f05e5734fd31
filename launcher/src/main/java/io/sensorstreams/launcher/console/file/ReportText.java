package io.sensorstreams.launcher.console.file;

import io.sensorstreams.launcher.console.show.Cells;
import io.sensorstreams.launcher.console.show.Column;
import io.sensorstreams.launcher.console.show.Table;
import io.sensorstreams.launcher.console.show.Terminal;
import tools.jackson.databind.JsonNode;

/** Shows a report on a data file. */
final class ReportText {

    private ReportText() {
    }

    static void print(JsonNode report, Terminal terminal) {
        Table file = new Table(Column.text("data file").elastic(), Column.number("bytes"), Column.number("rows"),
                Column.number("cannot be sent"), Column.text("first time").elastic(),
                Column.text("last time").elastic(), Column.text("order"), Column.text("step"), Column.number("gaps"),
                Column.number("repeated").optional());
        file.add(Cells.text(report.path("name")), Cells.count(report.path("bytes")), Cells.count(report.path("rows")),
                Cells.count(report.path("rejectedRows")), Cells.text(report.path("firstTime")),
                Cells.text(report.path("lastTime")), Cells.text(report.path("order")), Cells.text(report.path("step")),
                Cells.count(report.path("gapCount")), Cells.count(report.path("repeatedTimes")));
        terminal.print(file);
        section(gaps(report.path("gaps")), terminal);
        section(stations(report.path("stations")), terminal);
        section(columns(report.path("columns")), terminal);
        long more = report.path("columnCount").asLong(0) - report.path("columns").size();
        if (more > 0) {
            terminal.say(more + " more columns are not shown");
        }
    }

    private static void section(Table table, Terminal terminal) {
        if (!table.isEmpty()) {
            terminal.say("");
            terminal.print(table);
        }
    }

    private static Table gaps(JsonNode gaps) {
        Table table = new Table(Column.text("gap of").elastic(), Column.text("from"), Column.text("to"),
                Column.number("missing rows"));
        gaps.forEach((gap) -> table.add(Cells.text(gap.path("station")), Cells.text(gap.path("from")),
                Cells.text(gap.path("to")), Cells.count(gap.path("missing"))));
        return table;
    }

    private static Table stations(JsonNode stations) {
        Table table = new Table(Column.text("station").elastic(), Column.number("rows"));
        stations.forEach((station) -> table.add(Cells.text(station.path("name")), Cells.count(station.path("rows"))));
        return table;
    }

    private static Table columns(JsonNode columns) {
        Table table = new Table(Column.text("column").elastic(), Column.text("type"), Column.number("missing"),
                Column.number("min"), Column.number("mean"), Column.number("max"), Column.text("saturated").optional());
        columns.forEach((column) -> table.add(Cells.text(column.path("name")), Cells.text(column.path("type")),
                Cells.count(column.path("missing")), Cells.text(column.path("min")), Cells.text(column.path("mean")),
                Cells.text(column.path("max")), saturated(column.path("saturated"))));
        return table;
    }

    /** Rows with the greatest value, which looks like the limit of the sensor. */
    private static String saturated(JsonNode saturated) {
        return saturated.isObject() ? Cells.count(saturated.path("count")) + " x " + Cells.text(saturated.path("value"))
                : "-";
    }

}
