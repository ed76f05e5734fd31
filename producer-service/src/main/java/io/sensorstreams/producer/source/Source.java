package io.sensorstreams.producer.source;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.sensorstreams.common.json.DurationJson;
import io.sensorstreams.producer.csv.CsvOptions;
import io.sensorstreams.producer.csv.CsvRows;
import io.sensorstreams.producer.csv.CsvText;
import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.random.Field;
import io.sensorstreams.producer.random.RandomOptions;
import io.sensorstreams.producer.random.RandomRows;
import io.sensorstreams.producer.random.Readings;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.row.SourceException;
import io.sensorstreams.producer.row.TimeFormat;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * Source of a sensor stream, as the body of a request holds it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({ @JsonSubTypes.Type(name = "csv", value = Source.Csv.class),
        @JsonSubTypes.Type(name = "random", value = Source.Random.class) })
public sealed interface Source {

    /**
     * Opens the rows after a position.
     * @param topic topic of the rows; selects the readings of a random source without
     * fields
     * @param from {@link Position#BEGINNING}, or a result of {@link Rows#position()} for
     * the {@linkplain #sameAs same} source
     * @throws SourceException when the file is missing, has no valid header, or has
     * changed so that reading cannot continue at the position
     */
    Rows open(DataDirectory directory, String topic, Position from) throws IOException;

    /**
     * Checks what annotations cannot check: that the file exists, and that readings of
     * the topic are defined.
     * @return map of field below {@code source}, such as {@code file}, to reason; empty
     * when the source is valid
     */
    Map<String, String> faults(DataDirectory directory, String topic);

    /**
     * Whether a position of the other source means the same row in this one.
     */
    boolean sameAs(Source other);

    /** Name of the file in the data directory; empty when the source is not a file. */
    Optional<String> fileName();

    /**
     * Number of rows in one pass, including rejected ones; empty when endless or not
     * known yet.
     */
    OptionalLong rowsTotal(DataDirectory directory);

    /**
     * Determines what follows the previous end of a source.
     * @param end position of the previous end
     */
    Rest rest(DataDirectory directory, Position end);

    /** Whether {@link #open} reads much text before the first row. */
    boolean opensSlowly(Position from);

    /** Handling of rejected rows. */
    OnBadRow onBadRow();

    /** Whether the source starts again after its last row. */
    boolean loops();

    /** Result of {@link #rest}. */
    enum Rest {

        /** Nothing. */
        NONE,
        /** Rows, or possibly rows, after the previous end. */
        MORE,
        /** Rows that reading cannot continue with, because they are at the other end. */
        ELSEWHERE

    }

    /** Order in which the rows of a file are read. */
    enum Order {

        /** First row of the file first. */
        @JsonProperty("file")
        FILE,
        /** Last row of the file first. */
        @JsonProperty("reversed")
        REVERSED

    }

    /**
     * Rows of a CSV file with a header line, RFC 4180.
     *
     * @param file name in the data directory
     * @param order order of the rows
     * @param missing cells that stand for a missing value
     * @param onBadRow handling of rows that cannot be sent
     * @param loop whether to begin again after the last row
     * @param timeColumn column of the row's event time; optional in the header
     * @param timeFormat pattern of that time, see
     * {@link java.time.format.DateTimeFormatter}; or {@code iso}, or {@code epoch-millis}
     * @param stationColumn column of the row's station; optional in the header
     */
    record Csv(
            @NotBlank @Size(max = 255) @Pattern(regexp = DataDirectory.FILE_NAME,
                    message = DataDirectory.FILE_NAME_RULE) String file,
            Order order, List<@NotNull String> missing, OnBadRow onBadRow, Boolean loop, @NotBlank String timeColumn,
            @NotBlank String timeFormat, @NotBlank String stationColumn) implements Source {

        public Csv {
            order = Objects.requireNonNullElse(order, Order.FILE);
            missing = (missing != null) ? Collections.unmodifiableList(new ArrayList<>(missing)) : List.of("---", "");
            onBadRow = Objects.requireNonNullElse(onBadRow, OnBadRow.DEAD_LETTER);
            loop = Objects.requireNonNullElse(loop, false);
            timeColumn = Objects.requireNonNullElse(timeColumn, "Time");
            timeFormat = Objects.requireNonNullElse(timeFormat, TimeFormat.DEFAULT);
            stationColumn = Objects.requireNonNullElse(stationColumn, "Station");
        }

        @Override
        public Rows open(DataDirectory directory, String topic, Position from) throws IOException {
            CsvOptions options = new CsvOptions(this.order == Order.REVERSED, this.missing, this.timeColumn,
                    this.timeFormat, this.stationColumn);
            return CsvRows.open(new CsvText(this.file, directory.resolve(this.file), false), options, from);
        }

        @Override
        public Map<String, String> faults(DataDirectory directory, String topic) {
            Map<String, String> faults = new TreeMap<>();
            try {
                directory.resolve(this.file);
            }
            catch (SourceException e) {
                faults.put("file", String.valueOf(e.getMessage()));
            }
            if (!TimeFormat.isKnown(this.timeFormat)) {
                faults.put("timeFormat", "must be iso, epoch-millis or a pattern such as " + TimeFormat.DEFAULT);
            }
            return faults;
        }

        @Override
        public boolean sameAs(Source other) {
            return other instanceof Csv csv && this.file.equals(csv.file) && this.order == csv.order;
        }

        @Override
        public Optional<String> fileName() {
            return Optional.of(this.file);
        }

        @Override
        public OptionalLong rowsTotal(DataDirectory directory) {
            return directory.rowsTotal(this.file);
        }

        @Override
        public boolean opensSlowly(Position from) {
            return !this.file.endsWith(".csv") && (this.order == Order.REVERSED || from.bytes() > 0);
        }

        @Override
        public Rest rest(DataDirectory directory, Position end) {
            OptionalLong rows = directory.rowsTotal(this.file);
            boolean counted = rows.isPresent();
            boolean more = counted && rows.getAsLong() > end.row();
            if (this.order == Order.REVERSED) {
                return more ? Rest.ELSEWHERE : Rest.NONE;
            }
            return (more || (!counted && directory.mayBeLonger(this.file, end.bytes()))) ? Rest.MORE : Rest.NONE;
        }

        @Override
        public boolean loops() {
            return this.loop;
        }

    }

    /**
     * Endless generated rows. Row i depends only on the seed and i, except for times
     * without a start.
     *
     * @param stations names of the stations, which report in turn; with fields, they are
     * the first column Station, unless there is a field with this name
     * @param seed seed of the values
     * @param fields columns in order; when empty, the columns of the topic's readings
     * @param start time of the first row on the stations' wall clock; when null, rows
     * have the time of their generation
     * @param step interval between two readings of a station
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Random(@Size(max = 1000) List<@NotBlank @Size(max = 255) String> stations, Long seed,
            @Size(max = 1000) Map<@NotBlank @Size(max = 255) String, @NotNull @Valid Field> fields,
            @Nullable LocalDateTime start,
            @DurationMin(millis = 1) @DurationMax(days = 36500) @JsonDeserialize(
                    using = DurationJson.Reader.class) @JsonSerialize(using = DurationJson.Writer.class) Duration step)
            implements
                Source {

        public Random {
            stations = (stations != null) ? Collections.unmodifiableList(new ArrayList<>(stations)) : List.of();
            seed = Objects.requireNonNullElse(seed, 0L);
            fields = (fields != null) ? Collections.unmodifiableMap(new LinkedHashMap<>(fields)) : Map.of();
            step = Objects.requireNonNullElse(step, Duration.ofMinutes(1));
        }

        @Override
        public Rows open(DataDirectory directory, String topic, Position from) {
            return new RandomRows(options(), topic, from.row(), InstantSource.system());
        }

        RandomOptions options() {
            return new RandomOptions(this.stations, this.seed, this.fields, this.start, this.step);
        }

        @Override
        public Map<String, String> faults(DataDirectory directory, String topic) {
            Map<String, String> faults = new TreeMap<>();
            if (this.fields.isEmpty() && !Readings.topics().contains(topic)) {
                faults.put("fields",
                        "must define the columns: readings are defined for the topics " + Readings.topics() + " only");
            }
            if (this.start != null && (this.start.getYear() < 1 || this.start.getYear() > 9999)) {
                faults.put("start", "must be in the years 1 to 9999");
            }
            this.fields.forEach((name, field) -> field.faults()
                .forEach((setting, reason) -> faults.put("fields[" + name + "]." + setting, reason)));
            return faults;
        }

        @Override
        public boolean sameAs(Source other) {
            return equals(other);
        }

        @Override
        public Optional<String> fileName() {
            return Optional.empty();
        }

        @Override
        public OptionalLong rowsTotal(DataDirectory directory) {
            return OptionalLong.empty();
        }

        @Override
        public boolean opensSlowly(Position from) {
            return false;
        }

        @Override
        public Rest rest(DataDirectory directory, Position end) {
            return Rest.NONE;
        }

        /** Generated rows are never rejected. */
        @Override
        public OnBadRow onBadRow() {
            return OnBadRow.FAIL;
        }

        @Override
        public boolean loops() {
            return false;
        }

    }

}
