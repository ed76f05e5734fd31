package io.sensorstreams.launcher.console.file;

import java.util.ArrayList;
import java.util.List;

import io.sensorstreams.launcher.console.call.Paths;
import io.sensorstreams.launcher.view.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Options that say how data files are read. */
public final class ReadingOptions {

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

    /** Whether one of them is given. */
    public boolean isGiven() {
        return this.dialect != null || !this.timeColumns.isEmpty() || this.timeFormat != null || this.zone != null
                || this.stationColumn != null;
    }

    /** Sets what the user gave in the source of a stream. */
    public void writeTo(ObjectNode source) {
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
        Json.put(source, "timeFormat", this.timeFormat);
        Json.put(source, "timeZone", this.zone);
        Json.put(source, "stationColumn", this.stationColumn);
    }

    /** Returns what the user gave as parameters of a request, such as {@code a=1}. */
    List<String> parameters() {
        List<String> parameters = new ArrayList<>();
        this.timeColumns.forEach((column) -> add(parameters, "timeColumn", column));
        add(parameters, "timeFormat", this.timeFormat);
        add(parameters, "timeZone", this.zone);
        add(parameters, "stationColumn", this.stationColumn);
        add(parameters, "dialect", this.dialect);
        return parameters;
    }

    static void add(List<String> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.add(name + "=" + Paths.encoded(value));
        }
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

}
