package io.sensorstreams.launcher.console.stream;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Options of a stream whose rows come from a CSV file. */
final class FileOptions {

    @Option(names = "--file", paramLabel = "FILE",
            description = "CSV file of the data directory whose rows are sent: ./sensor files data lists them.")
    private @Nullable String file;

    @Option(names = "--order", paramLabel = "ORDER", completionCandidates = Choices.Orders.class,
            description = "file, or reversed: the last row first. Default: file.")
    private @Nullable String order;

    @Option(names = "--loop", description = "Start again after the last row.")
    private boolean loop;

    @Option(names = "--from", paramLabel = "TIME",
            description = "Event time of the first row that is sent, such as 2024-01-15T00:00.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Event time after the last row that is sent.")
    private @Nullable String to;

    @Nullable String file() {
        return this.file;
    }

    boolean isGiven() {
        return this.file != null;
    }

    /** Whether an option is given that only a file can use. */
    boolean hasDetails() {
        return this.loop || this.order != null || this.from != null || this.to != null;
    }

    /** Sets what the user gave. */
    void writeTo(ObjectNode source) {
        source.put("type", "csv");
        put(source, "file", this.file);
        put(source, "order", this.order);
        if (this.loop) {
            source.put("loop", true);
        }
        put(source, "from", this.from);
        put(source, "to", this.to);
    }

    static void put(ObjectNode source, String field, @Nullable String value) {
        if (value != null) {
            source.put(field, value);
        }
    }

}
