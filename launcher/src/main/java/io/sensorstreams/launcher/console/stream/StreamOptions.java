package io.sensorstreams.launcher.console.stream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.sensorstreams.launcher.console.call.Connection;
import io.sensorstreams.launcher.view.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Options that define a stream, and the definition as JSON. */
final class StreamOptions {

    private static final Pattern TOPIC = Pattern.compile("\\p{Alpha}+");

    @Mixin
    private final FileOptions file = new FileOptions();

    @Mixin
    private final DirectoryOptions directory = new DirectoryOptions();

    @Mixin
    private final RowOptions rows = new RowOptions();

    @Mixin
    private final RandomOptions random = new RandomOptions();

    @Mixin
    private final PaceText paceDetails = new PaceText();

    @Option(names = "--from-json", paramLabel = "FILE",
            description = "File with the definition as JSON, - for the standard input. Other options replace its fields.")
    private @Nullable String json;

    @Option(names = "--topic", paramLabel = "TOPIC",
            description = "Topic of the rows. Default: the leading letters of the file, AIR for AIR2308.csv.")
    private @Nullable String topic;

    @Option(names = "--rate", paramLabel = "N", description = "Rows per second: --rate 50 is --pace rate:50.")
    private @Nullable String rate;

    @Option(names = "--pace", paramLabel = "PACE", description = PaceText.FORMS + ". Default: unlimited.")
    private @Nullable String pace;

    @Option(names = "--partitioning", paramLabel = "HOW", completionCandidates = Choices.Partitionings.class,
            description = "station: a station's rows stay in order. row: row n goes to partition n modulo their number. spread: Kafka chooses. Default: station.")
    private @Nullable String partitioning;

    @Option(names = "--delivery", paramLabel = "HOW", completionCandidates = Choices.Deliveries.class,
            description = "exactly-once or at-least-once. Default: exactly-once.")
    private @Nullable String delivery;

    @Option(names = "--limit", paramLabel = "N", description = "End after so many rows.")
    private @Nullable Long limit;

    /** Whether a source is given, so that a stream can be created. */
    boolean isGiven() {
        return this.json != null || this.file.isGiven() || this.directory.isGiven() || this.random.isGiven();
    }

    /** Whether an option is given that a stream without a source cannot use. */
    boolean hasDetails() {
        return this.file.hasDetails() || this.directory.hasDetails() || this.rows.isGiven() || this.random.hasDetails()
                || this.paceDetails.hasDetails() || this.topic != null || this.rate != null || this.pace != null
                || this.partitioning != null || this.delivery != null || this.limit != null;
    }

    /** Returns the definition of the stream with this name. */
    ObjectNode definition(String name, Connection connection) {
        requireOneSource(connection);
        ObjectNode body = base(connection);
        body.put("name", name);
        writeTopic(body, connection);
        writeSource(body, connection);
        writePace(body, connection);
        if (this.partitioning != null) {
            body.put("partitioning", this.partitioning);
        }
        if (this.delivery != null) {
            body.put("delivery", this.delivery);
        }
        if (this.limit != null) {
            body.put("limit", this.limit);
        }
        return body;
    }

    private void requireOneSource(Connection connection) {
        List<String> sources = new ArrayList<>();
        addIf(this.file.isGiven(), "--file", sources);
        addIf(this.directory.isGiven(), "--directory", sources);
        addIf(this.random.isGiven(), "--random", sources);
        if (sources.size() > 1) {
            throw connection.wrongUsage(sources.get(0) + " and " + sources.get(1) + " are two sources, choose one");
        }
    }

    private static void addIf(boolean given, String option, List<String> options) {
        if (given) {
            options.add(option);
        }
    }

    private ObjectNode base(Connection connection) {
        String from = this.json;
        if (from == null) {
            return Json.object();
        }
        try {
            byte[] bytes = from.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(from));
            JsonNode found = Json.read(new String(bytes, StandardCharsets.UTF_8));
            if (found instanceof ObjectNode object) {
                return object;
            }
            throw connection.wrongUsage("--from-json " + from + " has no JSON object");
        }
        catch (IOException e) {
            throw connection.wrongUsage("--from-json " + from + " cannot be read");
        }
        catch (JacksonException e) {
            throw connection.wrongUsage("--from-json " + from + " is not JSON: " + e.getOriginalMessage());
        }
    }

    private void writeTopic(ObjectNode body, Connection connection) {
        String name = (this.file.file() != null) ? this.file.file() : this.directory.pattern();
        if (this.topic != null) {
            body.put("topic", this.topic);
        }
        else if (name != null && !body.has("topic")) {
            Matcher letters = TOPIC.matcher(name);
            if (!letters.lookingAt()) {
                throw connection
                    .wrongUsage("--topic is missing: '" + name + "' does not begin with the letters of one");
            }
            body.put("topic", letters.group());
        }
    }

    private void writeSource(ObjectNode body, Connection connection) {
        refuseOptionsOfOthers(connection);
        try {
            if (this.random.isGiven() || this.random.hasDetails()) {
                this.random.writeTo(source(body, "random", connection));
            }
            else if (this.directory.isGiven() || this.directory.hasDetails()) {
                ObjectNode source = source(body, "directory", connection);
                this.directory.writeTo(source);
                this.rows.writeTo(source);
            }
            else if (this.rows.isGiven() && isDirectory(body.path("source"))) {
                this.rows.writeTo(source(body, "directory", connection));
            }
            else if (this.file.isGiven() || this.file.hasDetails() || this.rows.isGiven()) {
                ObjectNode source = source(body, "csv", connection);
                this.file.writeTo(source);
                this.rows.writeTo(source);
            }
        }
        catch (IllegalArgumentException e) {
            throw connection.wrongUsage("--field is " + e.getMessage());
        }
    }

    private static boolean isDirectory(JsonNode source) {
        return source.path("type").asString("").equals("directory");
    }

    private void refuseOptionsOfOthers(Connection connection) {
        boolean ofFiles = this.file.hasDetails() || this.directory.hasDetails() || this.rows.isGiven();
        if (ofFiles && this.random.isGiven()) {
            throw connection.wrongUsage("random rows have no file, so an option of files does not go with them");
        }
        if (this.random.hasDetails() && (this.file.isGiven() || this.directory.isGiven())) {
            throw connection.wrongUsage((this.file.isGiven() ? "--file" : "--directory")
                    + " has no random rows, so an option of random rows does not go with it");
        }
        if (this.file.hasDetails() && (this.directory.isGiven() || this.directory.hasDetails())) {
            throw connection
                .wrongUsage("--directory sends whole files, so --order, --loop, --from and --to do not go with it");
        }
        if (this.directory.hasDetails() && this.file.isGiven()) {
            throw connection.wrongUsage(
                    "--file is one file, so --order-by, --min-age, --follow and --afterwards do not go with it");
        }
    }

    /** Returns the source of the definition, which options of this type change. */
    private ObjectNode source(ObjectNode body, String type, Connection connection) {
        JsonNode source = body.path("source");
        if (!source.isMissingNode() && !source.path("type").asString("").equals(type)) {
            throw connection.wrongUsage("--from-json " + this.json + " has no source of type " + type
                    + ", so an option of such a source does not go with it");
        }
        return body.withObjectProperty("source");
    }

    private void writePace(ObjectNode body, Connection connection) {
        if (this.rate != null && this.pace != null) {
            throw connection.wrongUsage("--rate and --pace both set the pace, choose one");
        }
        if (this.rate != null) {
            body.set("pace", this.paceDetails.json("--rate is '" + this.rate + "'", "rate:" + this.rate, connection));
        }
        else if (this.pace != null) {
            body.set("pace", this.paceDetails.json("--pace is '" + this.pace + "'", this.pace, connection));
        }
        else if (this.paceDetails.hasDetails()) {
            throw connection.wrongUsage("--max-gap and --zone need --pace");
        }
    }

}
