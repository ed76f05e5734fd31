package io.sensorstreams.launcher.console.stream;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Options of a stream whose rows come from many files. */
final class DirectoryOptions {

    @Option(names = "--directory", paramLabel = "PATTERN",
            description = "Files of the data directory whose rows are sent, one after another and as they arrive, such as 'AIR*.csv*'.")
    private @Nullable String pattern;

    @Option(names = "--order-by", paramLabel = "WHAT", completionCandidates = Choices.FileOrders.class,
            description = "With --directory: name, or time of the first row. Default: name.")
    private @Nullable String orderBy;

    @Option(names = "--min-age", paramLabel = "DURATION",
            description = "With --directory: a file is complete when it was not modified for this time. Default: 5s.")
    private @Nullable String minAge;

    @Option(names = "--follow", description = "With --directory: read the newest file while it grows.")
    private boolean follow;

    @Option(names = "--afterwards", paramLabel = "ACTION", completionCandidates = Choices.Afterwards.class,
            description = "With --directory: keep a file, move it to done/ or delete it when its last row is committed. Default: keep.")
    private @Nullable String afterwards;

    @Nullable String pattern() {
        return this.pattern;
    }

    boolean isGiven() {
        return this.pattern != null;
    }

    /** Whether an option is given that only a directory can use. */
    boolean hasDetails() {
        return this.orderBy != null || this.minAge != null || this.follow || this.afterwards != null;
    }

    /** Sets what the user gave. */
    void writeTo(ObjectNode source) {
        source.put("type", "directory");
        FileOptions.put(source, "pattern", this.pattern);
        FileOptions.put(source, "orderBy", this.orderBy);
        FileOptions.put(source, "minAge", this.minAge);
        if (this.follow) {
            source.put("follow", true);
        }
        FileOptions.put(source, "afterwards", this.afterwards);
    }

}
