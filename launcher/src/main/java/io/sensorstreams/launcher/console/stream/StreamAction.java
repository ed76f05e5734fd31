package io.sensorstreams.launcher.console.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.sensorstreams.launcher.console.call.Connection;
import io.sensorstreams.launcher.console.call.Paths;
import io.sensorstreams.launcher.console.call.Reply;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Does the same to one stream or to several. Continues after a stream that refuses. */
abstract class StreamAction implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    private final String action;

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Names of streams.")
    private List<String> names = new ArrayList<>();

    StreamAction(Connection connection, String action) {
        this.connection = connection;
        this.action = action;
    }

    /** Returns whether all streams are meant. */
    boolean isForAll() {
        return false;
    }

    /** Returns what follows the path. */
    String query() {
        return "";
    }

    @Override
    public Integer call() throws Exception {
        if (this.names.isEmpty() != isForAll()) {
            throw this.connection.wrongUsage(isForAll() ? "--all is for all streams, so no NAME goes with it"
                    : "NAME is missing; ./sensor streams lists the streams");
        }
        if (isForAll()) {
            Reply all = this.connection.producer().post(Paths.of("streams", this.action) + query());
            show(all.array().valueStream().toList(), List.of(all));
            return 0;
        }
        List<JsonNode> streams = new ArrayList<>();
        List<Reply> replies = new ArrayList<>();
        int code = this.connection.each(this.names, (name) -> {
            Reply reply = this.connection.producer().post(Paths.of("streams", name, this.action) + query());
            streams.add(reply.object());
            replies.add(reply);
            return 0;
        });
        show(streams, replies);
        return code;
    }

    private void show(List<JsonNode> streams, List<Reply> replies) {
        if (this.connection.isJson()) {
            replies.forEach((reply) -> this.connection.terminal().printRaw(reply.text()));
        }
        else if (!streams.isEmpty()) {
            StreamTable.print(streams, this.connection.terminal());
        }
    }

    Connection connection() {
        return this.connection;
    }

    /** Starts streams. */
    @Command(name = "start", description = "Start streams. They continue after the last row that was acknowledged.")
    static final class Start extends StreamAction {

        @Option(names = "--from", paramLabel = "WHERE", completionCandidates = Choices.Starts.class,
                description = "beginning: send all rows again, as another run. next-file: leave out the rest of the current file of a directory.")
        private @Nullable String from;

        @Option(names = "--from-beginning", description = "The same as --from beginning.")
        private boolean fromBeginning;

        @Option(names = "--all", description = "Start all streams.")
        private boolean all;

        Start(Connection connection) {
            super(connection, "start");
        }

        @Override
        boolean isForAll() {
            if (this.fromBeginning && this.from != null) {
                throw connection().wrongUsage("--from and --from-beginning say the same, choose one");
            }
            if (this.all && (this.fromBeginning || this.from != null)) {
                throw connection()
                    .wrongUsage((this.fromBeginning ? "--from-beginning" : "--from") + " needs names, not --all");
            }
            return this.all;
        }

        @Override
        String query() {
            String where = this.fromBeginning ? "beginning" : this.from;
            return (where != null) ? "?from=" + Paths.encoded(where) : "";
        }

    }

    /** Stops streams. */
    @Command(name = "stop", description = "Stop streams. Returns when everything that was read is acknowledged.")
    static final class Stop extends StreamAction {

        @Option(names = "--all", description = "Stop all streams.")
        private boolean all;

        Stop(Connection connection) {
            super(connection, "stop");
        }

        @Override
        boolean isForAll() {
            return this.all;
        }

    }

    /** Pauses streams. */
    @Command(name = "pause", description = "Pause streams. Their sources stay open.")
    static final class Pause extends StreamAction {

        Pause(Connection connection) {
            super(connection, "pause");
        }

    }

    /** Resumes streams. */
    @Command(name = "resume", description = "Resume streams that are paused.")
    static final class Resume extends StreamAction {

        Resume(Connection connection) {
            super(connection, "resume");
        }

    }

}
