package io.sensorstreams.launcher.console.group;

import java.util.List;

import io.sensorstreams.launcher.console.show.Cells;
import io.sensorstreams.launcher.console.show.Column;
import io.sensorstreams.launcher.console.show.Table;
import io.sensorstreams.launcher.console.show.Terminal;
import io.sensorstreams.launcher.progress.Numbers;
import tools.jackson.databind.JsonNode;

/** Shows an audit: its progress, or its counts, problems and verdict. */
final class AuditText {

    private static final List<String> COUNTS = List.of("inKafka", "inFiles", "missing", "duplicated", "foreign",
            "disordered", "deadLettered", "skipped", "lost", "lag");

    private AuditText() {
    }

    static boolean isRunning(JsonNode audit) {
        return audit.path("state").asString("").equals("RUNNING");
    }

    static boolean isCompleted(JsonNode audit) {
        return audit.path("state").asString("").equals("COMPLETED");
    }

    static boolean isClean(JsonNode audit) {
        return audit.path("verdict").asString("").equals("CLEAN");
    }

    static String progress(JsonNode audit) {
        return "Audit " + Cells.text(audit.path("id")) + ": " + Cells.count(audit.path("progress").path("rowsRead"))
                + " of " + Cells.count(audit.path("progress").path("rowsTotal")) + " rows read";
    }

    static void print(JsonNode audit, Terminal terminal) {
        if (isRunning(audit)) {
            terminal.say(progress(audit));
            terminal.note("./sensor audit --show " + Cells.text(audit.path("id")) + " --wait shows its verdict");
            return;
        }
        if (!audit.path("topics").isEmpty()) {
            terminal.print(table(audit.path("topics")));
        }
        audit.path("topics").forEach((partition) -> notes(partition, terminal));
        audit.path("replicas").forEach((replica) -> missing(replica, terminal));
        if (audit.path("error").isString()) {
            terminal.say("The audit failed: " + audit.path("error").asString());
        }
        terminal.say("Verdict: " + verdict(audit));
    }

    private static void missing(JsonNode replica, Terminal terminal) {
        if (replica.path("reason").isString()) {
            terminal.say("Replica " + Cells.text(replica.path("instance")) + " at " + Cells.text(replica.path("url"))
                    + " has not audited its files: " + replica.path("reason").asString());
        }
    }

    private static String verdict(JsonNode audit) {
        return switch (Cells.text(audit.path("verdict"))) {
            case "CLEAN" -> "CLEAN, every row in Kafka is in the files, once";
            case "ADMITTED" -> "ADMITTED, clean except for rows that an operator skipped or acknowledged as lost";
            case "INCOMPLETE" -> "INCOMPLETE, rows are in files that this consumer-service cannot read";
            case "-" -> "none";
            default -> Cells.text(audit.path("verdict"));
        };
    }

    private static Table table(JsonNode partitions) {
        Table table = new Table(Column.text("partition").elastic(), Column.number("in Kafka"),
                Column.number("in files"), Column.number("missing"), Column.number("duplicated"),
                Column.number("foreign"), Column.number("disordered").optional(),
                Column.number("dead-lettered").optional(), Column.number("skipped").optional(),
                Column.number("lost").optional(), Column.number("lag").optional());
        partitions.forEach((partition) -> table.add(cells(name(partition), List.of(partition))));
        table.add(cells("all", partitions.valueStream().toList()));
        return table;
    }

    private static String[] cells(String name, List<JsonNode> partitions) {
        String[] cells = new String[COUNTS.size() + 1];
        cells[0] = name;
        for (int index = 0; index < COUNTS.size(); index++) {
            String count = COUNTS.get(index);
            cells[index + 1] = Numbers
                .count(partitions.stream().mapToLong((partition) -> partition.path(count).asLong(0)).sum());
        }
        return cells;
    }

    /** Returns {@code AIR-0}, after the group when it is not named after the topic. */
    private static String name(JsonNode partition) {
        String name = Cells.text(partition.path("topic")) + "-" + Cells.text(partition.path("partition"));
        String group = Cells.text(partition.path("group"));
        return group.equals(Cells.text(partition.path("topic"))) ? name : group + "/" + name;
    }

    private static void notes(JsonNode partition, Terminal terminal) {
        partition.path("problems").forEach((problem) -> terminal.say(name(partition) + ": " + problem.asString("")));
        partition.path("gaps")
            .forEach((gap) -> terminal.say(name(partition) + ": offsets " + Cells.text(gap.path("from")) + " to "
                    + Cells.text(gap.path("to")) + " are in no file: " + Cells.text(gap.path("reason"))));
        if (partition.path("removed").asLong(0) > 0) {
            terminal.say(name(partition) + ": retention has removed files with "
                    + Cells.count(partition.path("removed")) + " rows");
        }
        if (partition.path("unreachable").asLong(0) > 0) {
            terminal.say(name(partition) + ": " + Cells.count(partition.path("unreachable")) + " rows are on disks of "
                    + Cells.list(partition.path("elsewhere")));
        }
    }

}
