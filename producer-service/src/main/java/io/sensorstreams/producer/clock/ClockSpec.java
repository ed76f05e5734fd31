package io.sensorstreams.producer.clock;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

import io.sensorstreams.common.json.DurationJson;
import io.sensorstreams.producer.range.EventInstant;
import io.sensorstreams.producer.range.EventTimes;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * Settings of a clock, as the body of a request holds them.
 *
 * @param from event time that the clock begins with
 * @param to event time that it ends at; null for none
 * @param zone zone of {@code from}, {@code to} and of rows without a zone; null to count
 * all of them as UTC
 * @param speedup factor by which the clock is faster than the wall clock
 * @param maxGap longest event time without a row of any stream; longer ones are shortened
 * to it; null for none
 */
public record ClockSpec(@NotNull @EventInstant String from, @Nullable @EventInstant String to, @Nullable ZoneId zone,
        @Positive @Max(FASTEST) Double speedup,
        @DurationMin(millis = 1) @DurationMax(days = 36500) @JsonDeserialize(
                using = DurationJson.Reader.class) @JsonSerialize(
                        using = DurationJson.Writer.class) @Nullable Duration maxGap) {

    /** Largest factor, as that of a pace. */
    public static final long FASTEST = 1_000_000_000_000L;

    /** After the year 9999 in UTC: the end of a clock that has none. */
    private static final long LAST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli() + 1;

    public ClockSpec {
        speedup = Objects.requireNonNullElse(speedup, 1.0);
    }

    public ClockSpec withSpeedup(double other) {
        return new ClockSpec(this.from, this.to, this.zone, other, this.maxGap);
    }

    /** First event time, in milliseconds. */
    public long first() {
        return EventTimes.millis(this.from, this.zone);
    }

    /** Event time after the last one, in milliseconds. */
    public long end() {
        return (this.to != null) ? EventTimes.millis(this.to, this.zone) : LAST;
    }

    /** The same in a message. */
    public String endText() {
        return (this.to != null) ? "'" + this.to + "'" : "the end of the year 9999";
    }

    /**
     * Checks what annotations cannot check.
     * @return reason, by field
     */
    public Map<String, String> faults() {
        Map<String, String> faults = new TreeMap<>();
        if (this.to == null && end() <= first()) {
            faults.put("from", "is '" + this.from + "', which is after the year 9999 in UTC");
        }
        else if (end() <= first()) {
            faults.put("to", "is '" + this.to + "', which is not after 'from', '" + this.from + "'");
        }
        return faults;
    }

    /**
     * Reads an instant that the clock is sought to.
     * @return the reason why it is refused; empty when the clock can show it
     */
    public Optional<String> refusal(String instant) {
        try {
            long target = EventTimes.millis(instant, this.zone);
            return (target >= first() && target < end()) ? Optional.empty()
                    : Optional.of("is '" + instant + "', which is "
                            + ((target < first()) ? "before 'from' of the clock, '" + this.from + "'"
                                    : "not before 'to' of the clock, " + endText()));
        }
        catch (DateTimeException e) {
            return Optional.of("is '" + instant + "', which is not a time");
        }
    }

}
