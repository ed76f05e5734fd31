package io.sensorstreams.launcher.console.stream;

import java.util.ArrayList;
import java.util.List;

import io.sensorstreams.launcher.console.file.ReadingOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Options of a stream whose rows come from files, from one or from many. */
final class RowOptions {

    @Mixin
    private final ReadingOptions reading = new ReadingOptions();

    @Option(names = "--missing", paramLabel = "TEXT",
            description = "Cell that means that there is no value. Can be given again. Default: --- and the empty cell.")
    private List<String> missing = new ArrayList<>();

    @Option(names = "--on-bad-row", paramLabel = "ACTION", completionCandidates = Choices.BadRows.class,
            description = "dead-letter, skip or fail. Default: dead-letter.")
    private @Nullable String onBadRow;

    /** Whether one of them is given. */
    boolean isGiven() {
        return this.reading.isGiven() || !this.missing.isEmpty() || this.onBadRow != null;
    }

    /** Sets what the user gave. */
    void writeTo(ObjectNode source) {
        if (!this.missing.isEmpty()) {
            ArrayNode texts = source.putArray("missing");
            this.missing.forEach(texts::add);
        }
        FileOptions.put(source, "onBadRow", this.onBadRow);
        this.reading.writeTo(source);
    }

}
