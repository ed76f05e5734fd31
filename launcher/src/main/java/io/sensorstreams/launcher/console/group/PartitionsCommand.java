package io.sensorstreams.launcher.console.group;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import io.sensorstreams.launcher.console.call.Connection;
import io.sensorstreams.launcher.console.call.Paths;
import io.sensorstreams.launcher.console.call.Reply;
import io.sensorstreams.launcher.console.call.Service;
import io.sensorstreams.launcher.console.show.Cells;
import io.sensorstreams.launcher.console.show.Column;
import io.sensorstreams.launcher.console.show.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Lists the partitions with their consumers. */
@Command(name = "partitions",
        description = "List the partitions: their consumers, how far they have read, and how many rows are in files.")
final class PartitionsCommand implements Callable<Integer> {

    private static final int NOT_FOUND = 1;

    /** States of a partition that the asked replica owns. */
    private static final Set<String> HERE = Set.of("RUNNING", "RECOVERING", "PAUSED");

    @Mixin
    private final Connection connection;

    @Parameters(paramLabel = "TOPIC", arity = "0..1", description = "Only this topic.")
    private @Nullable String topic;

    @Option(names = "--group", paramLabel = "GROUP", description = "Only this group.")
    private @Nullable String group;

    PartitionsCommand(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Integer call() throws Exception {
        Service consumer = this.connection.consumer();
        Reply reply = consumer.get(Paths.of("partitions"));
        boolean all = this.topic == null && this.group == null;
        List<JsonNode> partitions = reply.array().valueStream().filter(this::isMeant).toList();
        if (this.connection.isJson()) {
            this.connection.terminal().printRaw(all ? reply.text() : partitions.toString());
        }
        else if (!partitions.isEmpty()) {
            print(partitions, consumer.host());
        }
        if (!partitions.isEmpty()) {
            return 0;
        }
        this.connection.terminal()
            .note(all ? "There is no partition yet"
                    : "./sensor: there is no such partition; ./sensor partitions lists all");
        return all ? 0 : NOT_FOUND;
    }

    private boolean isMeant(JsonNode partition) {
        return (this.topic == null || this.topic.equals(partition.path("topic").asString("")))
                && (this.group == null || this.group.equals(partition.path("group").asString("")));
    }

    private void print(List<JsonNode> partitions, String host) {
        Table table = new Table(Column.text("group").elastic().optional(), Column.text("topic").elastic(),
                Column.number("partition"), Column.text("consumer").elastic(), Column.text("host").elastic().optional(),
                Column.number("committed"), Column.number("end"), Column.number("lag"), Column.number("rows"),
                Column.text("state"));
        partitions.forEach((each) -> table.add(Cells.text(each.path("group")), Cells.text(each.path("topic")),
                Cells.text(each.path("partition")), Cells.text(each.path("owner")),
                HERE.contains(each.path("state").asString("")) ? host : "-", Cells.count(each.path("committed")),
                Cells.count(each.path("logEnd")), Cells.count(each.path("lag")), Cells.count(each.path("rows")),
                Cells.text(each.path("state"))));
        this.connection.terminal().print(table);
        partitions.stream()
            .filter((each) -> each.path("reason").isString())
            .forEach((each) -> this.connection.terminal()
                .say(Cells.text(each.path("group")) + "/" + Cells.text(each.path("topic")) + "-"
                        + Cells.text(each.path("partition")) + ": " + each.path("reason").asString()));
    }

}
