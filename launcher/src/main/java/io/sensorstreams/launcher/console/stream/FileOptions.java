package io.sensorstreams.launcher.console.stream;

import java.util.ArrayList;
import java.util.List;

import io.sensorstreams.launcher.view.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Options of a stream whose rows come from a CSV file. */
final class FileOptions {

    @Option(names = "--file", paramLabel = "FILE",
            description = "CSV file of the data directory whose rows are sent: ./sensor files data lists them.")
    private @Nullable String file;

    @Option(names = "--order", paramLabel = "ORDER", completionCandidates = Choices.Orders.class,
            description = "file, or reversed: the last row first. Default: file.")
    private @Nullable String order;

    @Option(names = "--missing", paramLabel = "TEXT",
            description = "Cell that means that there is no value. Can be given again. Default: --- and the empty cell.")
    private List<String> missing = new ArrayList<>();

    @Option(names = "--on-bad-row", paramLabel = "ACTION", completionCandidates = Choices.BadRows.class,
            description = "dead-letter, skip or fail. Default: dead-letter.")
    private @Nullable String onBadRow;

    @Option(names = "--loop", description = "Start again after the last row.")
    private boolean loop;

    @Option(names = "--dialect", paramLabel = "JSON",
            description = "How the rows are written, such as '{\"delimiter\":\";\",\"decimal\":\",\"}'. Default: auto.")
    private @Nullable String dialect;

    @Option(names = "--time-column", paramLabel = "NAME",
            description = "Column of the row's time. Given again: columns that make the time together. Default: Time.")
    private List<String> timeColumns = new ArrayList<>();

    @Option(names = "--time-format", paramLabel = "FORMAT",
            description = "Pattern of that time, iso, epoch-seconds, -millis, -micros or -nanos. Default: auto.")
    private @Nullable String timeFormat;

    @Option(names = "--time-zone", paramLabel = "ZONE",
            description = "Zone of times without an offset, such as Europe/Berlin. Default: UTC.")
    private @Nullable String zone;

    @Option(names = "--station-column", paramLabel = "NAME", description = "Column of the station. Default: Station.")
    private @Nullable String stationColumn;

    @Nullable String file() {
        return this.file;
    }

    boolean isGiven() {
        return this.file != null;
    }

    /** Whether an option is given that only a file can use. */
    boolean hasDetails() {
        return this.loop || !this.missing.isEmpty() || this.order != null || this.onBadRow != null
                || this.dialect != null || !this.timeColumns.isEmpty() || this.timeFormat != null || this.zone != null
                || this.stationColumn != null;
    }

    /** Sets what the user gave. */
    void writeTo(ObjectNode source) {
        source.put("type", "csv");
        put(source, "file", this.file);
        put(source, "order", this.order);
        if (!this.missing.isEmpty()) {
            ArrayNode texts = source.putArray("missing");
            this.missing.forEach(texts::add);
        }
        put(source, "onBadRow", this.onBadRow);
        if (this.loop) {
            source.put("loop", true);
        }
        if (this.dialect != null) {
            source.set("dialect", json(this.dialect));
        }
        if (this.timeColumns.size() > 1) {
            ArrayNode columns = source.putArray("timeColumn");
            this.timeColumns.forEach(columns::add);
        }
        else {
            this.timeColumns.forEach((column) -> source.put("timeColumn", column));
        }
        put(source, "timeFormat", this.timeFormat);
        put(source, "timeZone", this.zone);
        put(source, "stationColumn", this.stationColumn);
    }

    /** The service says what is wrong with a text that is not JSON. */
    private static JsonNode json(String text) {
        try {
            return Json.read(text);
        }
        catch (JacksonException e) {
            return StringNode.valueOf(text);
        }
    }

    private static void put(ObjectNode source, String field, @Nullable String value) {
        if (value != null) {
            source.put(field, value);
        }
    }

}
