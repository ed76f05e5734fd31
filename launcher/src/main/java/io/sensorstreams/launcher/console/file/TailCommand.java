package io.sensorstreams.launcher.console.file;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import io.sensorstreams.launcher.console.call.CallException;
import io.sensorstreams.launcher.console.call.Connection;
import io.sensorstreams.launcher.console.call.Paths;
import io.sensorstreams.launcher.console.call.Service;
import io.sensorstreams.launcher.console.show.Cells;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Prints the last committed rows of output files. */
@Command(name = "tail",
        description = "Print the last rows of the newest file of each partition. The command rows follows them.")
final class TailCommand implements Callable<Integer> {

    private static final int NOT_FOUND = 1;

    private static final int MAX_ROWS = 10_000;

    @Mixin
    private final Connection connection;

    @Parameters(paramLabel = "TOPIC|FILE", index = "0", description = "A topic, or the name of an output file.")
    private String name = "";

    @Parameters(paramLabel = "PARTITION", index = "1", arity = "0..1", description = "Only this partition.")
    private @Nullable Integer partition;

    @Option(names = "--group", paramLabel = "GROUP", description = "Only this group.")
    private @Nullable String group;

    @Option(names = { "-n", "--lines" }, paramLabel = "N", defaultValue = "10",
            description = "Rows of each file, 1 to 10000. Default: 10.")
    private int lines;

    TailCommand(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Integer call() throws Exception {
        if (this.lines < 1 || this.lines > MAX_ROWS) {
            throw this.connection.wrongUsage("--lines is " + this.lines + ", expected 1 to " + MAX_ROWS);
        }
        Service consumer = this.connection.consumer();
        List<JsonNode> named = consumer.get(Paths.of("files")).array().valueStream().filter(this::isNamed).toList();
        List<JsonNode> files = newest(named);
        if (files.isEmpty()) {
            this.connection.terminal().note("./sensor: " + missing(named) + "; ./sensor files output lists the files");
            return NOT_FOUND;
        }
        int code = 0;
        for (JsonNode file : files) {
            if (files.size() > 1) {
                this.connection.terminal().say("==> " + title(file) + " <==");
            }
            try {
                this.connection.terminal().printLines(tail(consumer, file));
            }
            catch (CallException e) {
                // Another replica may have this file on its disk.
                e.printTo(this.connection.terminal());
                code = Math.max(code, e.exitCode());
            }
        }
        return code;
    }

    /**
     * Returns the name of the file, after the group when it is not named after the topic.
     */
    private static String title(JsonNode file) {
        String group = Cells.text(file.path("group"));
        String name = Cells.text(file.path("file"));
        return group.equals(Cells.text(file.path("topic"))) ? name : group + "/" + name;
    }

    private String tail(Service consumer, JsonNode file) throws CallException, InterruptedException {
        return consumer.get(Paths.of("files", Cells.text(file.path("group")), Cells.text(file.path("topic")),
                Cells.text(file.path("partition")), Cells.text(file.path("file"))) + "?tail=" + this.lines)
            .text();
    }

    /** Returns the file with the given name, or the newest file of each partition. */
    private List<JsonNode> newest(List<JsonNode> named) {
        return named.stream()
            .filter(this::isMeant)
            .collect(Collectors.groupingBy(TailCommand::directory, TreeMap::new,
                    Collectors.reducing((one,
                            other) -> Comparator.<JsonNode>comparingLong((file) -> file.path("nextOffset").asLong(0))
                                .compare(one, other) > 0 ? one : other)))
            .values()
            .stream()
            .flatMap((newest) -> newest.stream())
            .toList();
    }

    private boolean isNamed(JsonNode file) {
        return this.name.equals(file.path("topic").asString("")) || this.name.equals(file.path("file").asString(""));
    }

    private boolean isMeant(JsonNode file) {
        return (this.partition == null || this.partition == file.path("partition").asInt(-1)) && isOfGroup(file);
    }

    private boolean isOfGroup(JsonNode file) {
        return this.group == null || this.group.equals(file.path("group").asString(""));
    }

    /** Returns which of the arguments no file has. */
    private String missing(List<JsonNode> named) {
        if (named.isEmpty()) {
            return "no output file belongs to " + this.name;
        }
        List<JsonNode> ofGroup = named.stream().filter(this::isOfGroup).toList();
        if (ofGroup.isEmpty()) {
            return "no output file of " + this.name + " is of group " + this.group + ", only of "
                    + texts(named, "group");
        }
        return "no output file of " + this.name + " is of partition " + this.partition + ", only of "
                + texts(ofGroup, "partition");
    }

    private static String texts(List<JsonNode> files, String field) {
        return files.stream().map((file) -> Cells.text(file.path(field))).distinct().collect(Collectors.joining(", "));
    }

    private static String directory(JsonNode file) {
        return "%s/%s/%06d".formatted(Cells.text(file.path("group")), Cells.text(file.path("topic")),
                file.path("partition").asInt(0));
    }

}
