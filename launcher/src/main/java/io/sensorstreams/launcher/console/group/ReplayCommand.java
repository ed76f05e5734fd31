package io.sensorstreams.launcher.console.group;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.sensorstreams.harness.Api;
import io.sensorstreams.launcher.console.call.CallException;
import io.sensorstreams.launcher.console.call.Connection;
import io.sensorstreams.launcher.console.call.Paths;
import io.sensorstreams.launcher.console.call.Reply;
import io.sensorstreams.launcher.console.call.Service;
import io.sensorstreams.launcher.console.show.Cells;
import io.sensorstreams.launcher.console.show.Column;
import io.sensorstreams.launcher.console.show.Table;
import io.sensorstreams.launcher.console.show.Terminal;
import io.sensorstreams.launcher.view.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lets a group write rows again. */
@Command(name = "replay",
        description = "Let a stopped group write rows again. Its next start reads from an earlier offset, and each row is in its files once.")
final class ReplayCommand implements Callable<Integer> {

    private static final Set<String> IDLE = Set.of("STOPPED", "PAUSED");

    private static final String OFFSET = "offset:";

    private static final String TIME = "time:";

    @Mixin
    private final Connection connection;

    @Parameters(paramLabel = "GROUP", description = "Name of the group.")
    private String group = "";

    @Option(names = "--from", paramLabel = "WHERE", required = true,
            description = "beginning, offset:42, or time:2026-01-31T00:00:00Z (the time of sending).")
    private String from = "";

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Topic of a group that has several.")
    private @Nullable String topic;

    @Option(names = "--restart", description = "Stop the group first, and start it afterwards.")
    private boolean restart;

    ReplayCommand(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Integer call() throws Exception {
        ObjectNode body = Json.object();
        writeFrom(body);
        Service consumer = this.connection.consumer();
        JsonNode found = find(consumer).orElseThrow(() -> CallException
            .notSent("There is no group '" + this.group + "'", "./sensor groups lists the groups"));
        body.put("topic", (this.topic != null) ? this.topic : onlyTopic(found));
        if (!this.restart && found.path("state").asString("").equals("RUNNING")) {
            throw CallException.notSent("Group " + this.group + " runs, and only a stopped group can be replayed",
                    "--restart stops it first and starts it afterwards; ./sensor group stop " + this.group
                            + " stops it");
        }
        if (this.restart) {
            stop(consumer);
        }
        int code = 0;
        try {
            replay(consumer, body);
        }
        catch (CallException e) {
            e.printTo(this.connection.terminal());
            code = e.exitCode();
        }
        // After a refusal, a group that was stopped or paused on purpose is not started.
        if (this.restart && (code == 0 || !IDLE.contains(found.path("state").asString("")))) {
            consumer.post(Paths.of("listeners", this.group, "start"));
        }
        if (code == 0) {
            this.connection.terminal()
                .note(this.restart ? "The group runs again" : "./sensor group start " + this.group + " starts it");
        }
        return code;
    }

    private void stop(Service consumer) throws CallException, InterruptedException {
        try {
            consumer.post(Paths.of("listeners", this.group, "stop"));
        }
        catch (CallException e) {
            this.connection.terminal()
                .note("If the group has stopped, ./sensor group start " + this.group + " starts it again");
            throw e;
        }
    }

    private void replay(Service consumer, ObjectNode body) throws CallException, InterruptedException {
        Reply reply = consumer.send("POST", Paths.of("listeners", this.group, "replay"), Api.json(body));
        JsonNode result = reply.object();
        if (this.connection.isJson()) {
            this.connection.terminal().printRaw(reply.text());
        }
        else {
            print(result.path("partitions"));
        }
    }

    private void writeFrom(ObjectNode body) {
        String offset = this.from.startsWith(OFFSET) ? this.from.substring(OFFSET.length()) : "";
        if (this.from.equals("beginning")) {
            body.put("from", this.from);
        }
        else if (offset.matches("\\d{1,18}")) {
            body.putObject("from").put("offset", Long.parseLong(offset));
        }
        else if (this.from.startsWith(TIME) && time(this.from.substring(TIME.length())).isPresent()) {
            body.putObject("from").put("timestamp", this.from.substring(TIME.length()));
        }
        else {
            throw this.connection.wrongUsage(
                    "--from is '" + this.from + "', expected beginning, offset:42 or time:2026-01-31T00:00:00Z");
        }
    }

    /** A time needs its offset from UTC: the service may be in another zone. */
    private static Optional<OffsetDateTime> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text));
        }
        catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Optional<JsonNode> find(Service consumer) throws IOException, InterruptedException {
        return consumer.get(Paths.of("listeners"))
            .array()
            .valueStream()
            .filter((each) -> each.path("group").asString("").equals(this.group))
            .findFirst();
    }

    private String onlyTopic(JsonNode found) {
        List<String> topics = found.path("topics").valueStream().map((each) -> each.asString("")).toList();
        if (topics.size() > 1) {
            throw this.connection
                .wrongUsage("--topic is missing, group " + this.group + " has several: " + String.join(", ", topics));
        }
        return topics.isEmpty() ? this.group : topics.get(0);
    }

    private void print(JsonNode partitions) {
        Terminal terminal = this.connection.terminal();
        if (partitions.isEmpty()) {
            terminal.note("The group has committed nothing of the topic, so nothing is written again");
            return;
        }
        Table table = new Table(Column.number("partition"), Column.number("committed"), Column.number("from"),
                Column.number("rows again"), Column.text("files").elastic());
        partitions.forEach((each) -> table.add(Cells.text(each.path("partition")), Cells.count(each.path("committed")),
                Cells.count(each.path("from")), Cells.count(each.path("rows")), files(each)));
        terminal.print(table);
    }

    private static String files(JsonNode partition) {
        String verb = partition.path("setAside").asBoolean(false) ? "set aside " : "deleted ";
        Stream<String> deleted = partition.path("deleted").valueStream().map((file) -> verb + file.asString(""));
        Stream<String> shortened = Stream.of(partition.path("shortened"))
            .filter(JsonNode::isObject)
            .map((file) -> "shortened " + Cells.text(file.path("file")) + " to " + Cells.count(file.path("rows"))
                    + " rows");
        return Stream.concat(deleted, shortened).collect(Collectors.joining(", "));
    }

}
