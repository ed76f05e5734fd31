package io.sensorstreams.launcher.console.stream;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Options of a stream whose rows are random. */
final class RandomOptions {

    @Option(names = "--random",
            description = "Send random readings. Topics other than AIR, EARTH and WATER need --field.")
    private boolean random;

    @Option(names = "--field", paramLabel = "NAME:TYPE[,KEY=VALUE]...",
            description = "Column of random rows: index:sequence, number:int,min=0,max=100, time:timestamp,format=iso, level:double,decimals=1, state:choice,values=low|high. Can be given again.")
    private List<String> fields = new ArrayList<>();

    @Option(names = "--stations", paramLabel = "NAME", split = ",", description = "Stations that report in turn.")
    private List<String> stations = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", description = "Another seed gives other values. Default: 0.")
    private @Nullable Long seed;

    @Option(names = "--first-time", paramLabel = "TIME",
            description = "Time of the first row, such as 2026-01-01T00:00:00. Default: rows have the time of sending.")
    private @Nullable String firstTime;

    @Option(names = "--step", paramLabel = "DURATION",
            description = "With --first-time: from one reading of a station to its next. Default: 1m.")
    private @Nullable String step;

    boolean isGiven() {
        return this.random || !this.fields.isEmpty();
    }

    /** Whether an option is given that only random rows can use. */
    boolean hasDetails() {
        return !this.stations.isEmpty() || this.seed != null || this.firstTime != null || this.step != null;
    }

    /**
     * Sets what the user gave.
     * @throws IllegalArgumentException when a field is invalid
     */
    void writeTo(ObjectNode source) {
        source.put("type", "random");
        if (this.seed != null) {
            source.put("seed", this.seed);
        }
        if (!this.stations.isEmpty()) {
            ArrayNode names = source.putArray("stations");
            this.stations.forEach(names::add);
        }
        if (this.firstTime != null) {
            source.put("start", this.firstTime);
        }
        if (this.step != null) {
            source.put("step", this.step);
        }
        if (!this.fields.isEmpty()) {
            ObjectNode columns = source.putObject("fields");
            this.fields.forEach((field) -> FieldText.addTo(columns, field));
        }
    }

}
