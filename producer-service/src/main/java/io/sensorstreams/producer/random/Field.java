package io.sensorstreams.producer.random;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.sensorstreams.producer.time.TimeFormat;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({ @JsonSubTypes.Type(name = "double", value = Field.Decimal.class),
        @JsonSubTypes.Type(name = "int", value = Field.Whole.class),
        @JsonSubTypes.Type(name = "sequence", value = Field.Sequence.class),
        @JsonSubTypes.Type(name = "timestamp", value = Field.Timestamp.class),
        @JsonSubTypes.Type(name = "choice", value = Field.Choice.class) })
public sealed interface Field {

    /** Bound of values that avoids overflows of {@code long}. */
    long LARGEST = 1_000_000_000_000_000_000L;

    /** Checks what annotations cannot check. Returns reasons, by setting. */
    default Map<String, String> faults() {
        return Map.of();
    }

    Column column(long seed, RowTimes times);

    /**
     * Decimal number; the limits are inclusive.
     *
     * @param decimals digits after the decimal point
     */
    record Decimal(@Min(-1_000_000_000) @Max(1_000_000_000) Double min,
            @Min(-1_000_000_000) @Max(1_000_000_000) Double max, @Min(0) @Max(9) Integer decimals) implements Field {

        public Decimal {
            min = Objects.requireNonNullElse(min, 0.0);
            max = Objects.requireNonNullElse(max, 100.0);
            decimals = Objects.requireNonNullElse(decimals, 2);
        }

        @Override
        public Map<String, String> faults() {
            return (scaled(this.min, RoundingMode.CEILING) > scaled(this.max, RoundingMode.FLOOR)) ? Map.of("max",
                    "must leave a number of " + this.decimals + " decimals that is not less than min " + this.min)
                    : Map.of();
        }

        @Override
        public Column column(long seed, RowTimes times) {
            long smallest = scaled(this.min, RoundingMode.CEILING);
            long count = scaled(this.max, RoundingMode.FLOOR) - smallest + 1;
            int scale = this.decimals;
            return (cell, draw) -> cell.set(smallest + Math.floorMod(Draw.hash(seed, draw.row), count), scale);
        }

        private long scaled(double limit, RoundingMode rounding) {
            return BigDecimal.valueOf(limit).movePointRight(this.decimals).setScale(0, rounding).longValueExact();
        }

    }

    /** The limits are inclusive. */
    record Whole(@Min(-LARGEST) @Max(LARGEST) Long min, @Min(-LARGEST) @Max(LARGEST) Long max) implements Field {

        public Whole {
            min = Objects.requireNonNullElse(min, 0L);
            max = Objects.requireNonNullElse(max, 100L);
        }

        @Override
        public Map<String, String> faults() {
            return notBelow(this.min, this.max);
        }

        @Override
        public Column column(long seed, RowTimes times) {
            long smallest = this.min;
            long count = this.max - smallest + 1;
            return (cell, draw) -> cell.set(smallest + Math.floorMod(Draw.hash(seed, draw.row), count), 0);
        }

    }

    /**
     * Number of the row, from {@code min} to {@code max}, then again from {@code min}.
     */
    record Sequence(@Min(-LARGEST) @Max(LARGEST) Long min, @Min(-LARGEST) @Max(LARGEST) Long max) implements Field {

        public Sequence {
            min = Objects.requireNonNullElse(min, 0L);
            max = Objects.requireNonNullElse(max, LARGEST);
        }

        @Override
        public Map<String, String> faults() {
            return notBelow(this.min, this.max);
        }

        @Override
        public Column column(long seed, RowTimes times) {
            long first = this.min;
            long count = this.max - first + 1;
            return (cell, draw) -> cell.set(first + draw.row % count, 0);
        }

    }

    /**
     * Event time of the row.
     *
     * @param format pattern, see {@link java.time.format.DateTimeFormatter}; or
     * {@code iso}, or {@code epoch-millis}
     * @param zone time zone of the formatted time
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Timestamp(@NotBlank String format, @Nullable ZoneId zone) implements Field {

        public Timestamp {
            format = Objects.requireNonNullElse(format, TimeFormat.DEFAULT);
        }

        @Override
        public Map<String, String> faults() {
            boolean known = Set.of(TimeFormat.ISO, TimeFormat.EPOCH_MILLIS).contains(this.format)
                    || TimeFormat.isPattern(this.format);
            return known ? Map.of()
                    : Map.of("format", "must be iso, epoch-millis or a pattern such as " + TimeFormat.DEFAULT);
        }

        @Override
        public Column column(long seed, RowTimes times) {
            return times.column(this.format, this.zone);
        }

    }

    record Choice(@NotEmpty @Size(max = 1000) List<@NotNull @Size(max = 1000) String> values) implements Field {

        public Choice {
            values = (values != null) ? Collections.unmodifiableList(new ArrayList<>(values)) : List.of();
        }

        @Override
        public Column column(long seed, RowTimes times) {
            byte[][] texts = this.values.stream().map((text) -> text.getBytes(UTF_8)).toArray(byte[][]::new);
            return (cell, draw) -> cell.set(texts[Math.floorMod(Draw.hash(seed, draw.row), texts.length)]);
        }

    }

    private static Map<String, String> notBelow(long min, long max) {
        return (max < min) ? Map.of("max", "must not be less than min " + min) : Map.of();
    }

}
