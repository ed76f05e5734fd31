package io.sensorstreams.producer.source;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sensorstreams.common.json.DurationJson;
import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.random.Field;
import io.sensorstreams.producer.random.RandomOptions;
import io.sensorstreams.producer.random.RandomRows;
import io.sensorstreams.producer.random.Readings;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * Endless generated rows. Row i depends only on the seed and i, except for times without
 * a start.
 *
 * @param stations names of the stations, which report in turn; with fields, they are the
 * first column Station, unless there is a field with this name
 * @param fields columns in order; when empty, the columns of the topic's readings
 * @param start time of the first row on the stations' wall clock; null for the time of
 * the generation
 * @param step interval between two readings of a station
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RandomSource(@Size(max = 1000) List<@NotBlank @Size(max = 255) String> stations, Long seed,
        @Size(max = 1000) Map<@NotBlank @Size(max = 255) String, @NotNull @Valid Field> fields,
        @Nullable LocalDateTime start,
        @DurationMin(millis = 1) @DurationMax(days = 36500) @JsonDeserialize(
                using = DurationJson.Reader.class) @JsonSerialize(using = DurationJson.Writer.class) Duration step)
        implements
            Source {

    public RandomSource {
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

    /** Generated rows are never rejected. */
    @Override
    public OnBadRow onBadRow() {
        return OnBadRow.FAIL;
    }

}
