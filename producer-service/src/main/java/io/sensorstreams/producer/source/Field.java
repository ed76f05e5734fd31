package io.sensorstreams.producer.source;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * One column of a random source.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({ @JsonSubTypes.Type(name = "double", value = Field.Decimal.class),
        @JsonSubTypes.Type(name = "int", value = Field.Whole.class),
        @JsonSubTypes.Type(name = "sequence", value = Field.Sequence.class),
        @JsonSubTypes.Type(name = "timestamp", value = Field.Timestamp.class),
        @JsonSubTypes.Type(name = "choice", value = Field.Choice.class) })
public sealed interface Field {

    /**
     * A number with decimals, evenly spread.
     *
     * @param min smallest value
     * @param max greatest value
     * @param decimals digits behind the point
     */
    record Decimal(@Min(-1_000_000_000) @Max(1_000_000_000) Double min,
            @Min(-1_000_000_000) @Max(1_000_000_000) Double max, @Min(0) @Max(9) Integer decimals) implements Field {

        public Decimal {
            min = Objects.requireNonNullElse(min, 0.0);
            max = Objects.requireNonNullElse(max, 100.0);
            decimals = Objects.requireNonNullElse(decimals, 2);
        }

    }

    /**
     * A whole number, evenly spread.
     *
     * @param min smallest value
     * @param max greatest value, inclusive
     */
    record Whole(Long min, Long max) implements Field {

        public Whole {
            min = Objects.requireNonNullElse(min, 0L);
            max = Objects.requireNonNullElse(max, 100L);
        }

    }

    /**
     * Counts rows.
     *
     * @param min value of the first row
     * @param max greatest value, inclusive; it begins again at {@code min} behind it
     */
    record Sequence(Long min, Long max) implements Field {

        public Sequence {
            min = Objects.requireNonNullElse(min, 0L);
            max = Objects.requireNonNullElse(max, Long.MAX_VALUE);
        }

    }

    /**
     * The row's time.
     *
     * @param format pattern, see {@link java.time.format.DateTimeFormatter}; or
     * {@code iso}, or {@code epoch-millis}
     * @param zone zone of the wall clock
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Timestamp(@NotBlank String format, @Nullable ZoneId zone) implements Field {

        public Timestamp {
            format = Objects.requireNonNullElse(format, "dd/MM/yyyy HH:mm:ss");
        }

    }

    /**
     * One of several texts.
     *
     * @param values texts to choose from
     */
    record Choice(@NotEmpty List<@NotNull String> values) implements Field {

        public Choice {
            values = (values != null) ? Collections.unmodifiableList(new ArrayList<>(values)) : List.of();
        }

    }

}
