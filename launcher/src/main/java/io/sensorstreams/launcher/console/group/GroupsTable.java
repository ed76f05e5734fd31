package io.sensorstreams.launcher.console.group;

import java.util.List;

import io.sensorstreams.launcher.console.show.Cells;
import io.sensorstreams.launcher.console.show.Column;
import io.sensorstreams.launcher.console.show.Table;
import io.sensorstreams.launcher.console.show.Terminal;
import tools.jackson.databind.JsonNode;

/** Shows groups. */
final class GroupsTable {

    private GroupsTable() {
    }

    static void print(List<JsonNode> groups, Terminal terminal) {
        Table table = new Table(Column.text("group").elastic(), Column.text("state"), Column.number("threads"),
                Column.text("topics").elastic(), Column.text("assigned here").elastic());
        groups.forEach((group) -> table.add(Cells.text(group.path("group")), Cells.text(group.path("state")),
                Cells.text(group.path("threads")), Cells.list(group.path("topics")),
                Cells.list(group.path("assigned"))));
        terminal.print(table);
        groups.stream()
            .filter((group) -> group.path("reason").isString())
            .forEach((group) -> terminal.say(Cells.text(group.path("group")) + ": " + group.path("reason").asString()));
    }

}
