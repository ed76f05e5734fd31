package io.sensorstreams.launcher.console.clock;

import java.math.BigDecimal;
import java.util.List;

import io.sensorstreams.launcher.console.show.Cells;
import io.sensorstreams.launcher.console.show.Column;
import io.sensorstreams.launcher.console.show.Table;
import io.sensorstreams.launcher.console.show.Terminal;
import tools.jackson.databind.JsonNode;

/** Shows clocks, a line for each, and the streams of one. */
final class ClocksTable {

    private ClocksTable() {
    }

    static void print(List<JsonNode> clocks, Terminal terminal) {
        Table table = new Table(Column.text("clock").elastic(), Column.text("state"), Column.text("time"),
                Column.number("speedup"), Column.text("from"), Column.text("to").optional(),
                Column.text("zone").optional(), Column.text("max gap").optional(), Column.number("streams"));
        clocks.forEach((clock) -> table.add(Cells.text(clock.path("name")), Cells.text(clock.path("state")),
                Cells.text(clock.path("time")), plain(clock.path("speedup")), Cells.text(clock.path("from")),
                Cells.text(clock.path("to")), Cells.text(clock.path("zone")), Cells.text(clock.path("maxGap")),
                String.valueOf(clock.path("streams").size())));
        terminal.print(table);
    }

    /** A number without needless digits: {@code 60.0} is {@code 60}. */
    private static String plain(JsonNode number) {
        return number.isNumber() ? new BigDecimal(number.asString()).stripTrailingZeros().toPlainString() : "-";
    }

    /** Shows the streams that follow a clock. */
    static void printStreams(JsonNode clock, Terminal terminal) {
        JsonNode streams = clock.path("streams");
        if (streams.isEmpty()) {
            String name = Cells.text(clock.path("name"));
            terminal.note("No stream follows it. ./sensor stream NAME --file FILE --pace clock:" + name
                    + " creates one; ./sensor pace NAME clock:" + name + " binds another");
            return;
        }
        Table table = new Table(Column.text("stream").elastic(), Column.text("state"), Column.text("next row"),
                Column.number("skipped"), Column.text("owner").elastic().optional());
        streams.forEach((stream) -> table.add(Cells.text(stream.path("name")), Cells.text(stream.path("state")),
                Cells.text(stream.path("eventTime")), Cells.count(stream.path("rowsSkipped")),
                Cells.text(stream.path("owner"))));
        terminal.print(table);
    }

}
