package io.sensorstreams.launcher.console.group;

import java.util.List;

import io.sensorstreams.launcher.console.call.Json;
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
        groups.forEach((group) -> table.add(Json.text(group.path("group")), Json.text(group.path("state")),
                Json.text(group.path("threads")), Json.list(group.path("topics")), Json.list(group.path("assigned"))));
        terminal.print(table);
        groups.stream()
            .filter((group) -> group.path("reason").isString())
            .forEach((group) -> terminal.say(Json.text(group.path("group")) + ": " + group.path("reason").asString()));
    }

}
