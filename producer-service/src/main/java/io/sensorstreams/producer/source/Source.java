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
 * Where the rows of a sensor stream come from, as the user asks for it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({ @JsonSubTypes.Type(name = "csv", value = Source.Csv.class),
        @JsonSubTypes.Type(name = "random", value = Source.Random.class) })
public sealed interface Source {

    /**
     * Opens the rows after a position.
     * @param topic topic that the rows are for; says which readings a random source
     * without fields makes
     * @param from {@link Position#BEGINNING}, or what {@link Rows#position()} gave for
     * the {@linkplain #sameAs same} source
     * @throws SourceException when the file is missing, has no usable header, or has
     * changed so that it cannot continue there
     */
    Rows open(DataDirectory directory, String topic, Position from) throws IOException;

    /**
     * What annotations cannot check: whether the file is there and the topic's readings
     * are known.
     * @return field below {@code source}, such as {@code file}, to reason; empty when all
     * is well
     */
    Map<String, String> faults(DataDirectory directory, String topic);

    /**
     * Whether a position of the other source means the same row in this one.
     */
    boolean sameAs(Source other);

    /** Name of the file in the data directory; empty when there is none. */
    Optional<String> fileName();

    /**
     * Rows in one pass, rejected ones included; empty when endless or not known yet.
     */
    OptionalLong rowsTotal(DataDirectory directory);

    /**
     * What a source has that was read to its end.
     * @param end where its end was
     */
    Rest rest(DataDirectory directory, Position end);

    /** Whether {@link #open} reads much before the first row. */
    boolean opensSlowly(Position from);

    /** What becomes of rejected rows. */
    OnBadRow onBadRow();

    /** Whether the source begins again after its last row. */
    boolean loops();

    /** What there is after the end that a source had. */
    enum Rest {

        /** Nothing. */
        NONE,
        /** Rows, or perhaps rows, that can be read from there. */
        MORE,
        /** Rows, but reading cannot continue with them. */
        ELSEWHERE

    }

    /** Which end of a file comes first. */
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
     * @param order which end comes first
     * @param missing cells that mean that there is no value
     * @param onBadRow what becomes of rows that cannot be sent
     * @param loop whether to begin again after the last row
     * @param timeColumn column of the row's own time; the header need not have it
     * @param timeFormat pattern of that time, see
     * {@link java.time.format.DateTimeFormatter}; or {@code iso}, or {@code epoch-millis}
     * @param stationColumn column of the row's station; the header need not have it
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
     * Endless made-up rows. Row i is a function of seed and i alone, but for times when
     * no start is given.
     *
     * @param stations stations that report in turn; with fields, they make a first column
     * Station, unless there is a field of that name
     * @param seed another seed gives other rows
     * @param fields columns in order; without them, readings in the topic's schema
     * @param start time of the first row on the stations' wall clock; without it, times
     * are those of the making
     * @param step from one reading of a station to its next
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
                faults.put("fields", "must say which columns to make: readings are known of the topics "
                        + Readings.topics() + " only");
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

        /** No row is ever rejected. */
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
