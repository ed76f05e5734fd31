package io.sensorstreams.producer.pace;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.sensorstreams.common.json.DurationJson;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.support.CronExpression;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.ser.std.ToStringSerializer;

/**
 * Pace of a sensor stream, as the body of a request holds it: when its rows are sent.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({ @JsonSubTypes.Type(name = "interval", value = Pace.Interval.class),
        @JsonSubTypes.Type(name = "rate", value = Pace.Rate.class),
        @JsonSubTypes.Type(name = "event-time", value = Pace.EventTime.class),
        @JsonSubTypes.Type(name = "cron", value = Pace.Cron.class),
        @JsonSubTypes.Type(name = "unlimited", value = Pace.Unlimited.class) })
public sealed interface Pace {

    /**
     * Creates a schedule. The first row is due at the start; with {@link Cron}, at the
     * next instant of the expression.
     * @param clock time of day, for {@link Cron}
     * @param startNanos start of the schedule, on the scale of {@link System#nanoTime()}
     */
    Schedule schedule(InstantSource clock, long startNanos);

    /** Target rate in rows per second; empty when the pace has no constant rate. */
    default OptionalDouble targetPerSecond() {
        return OptionalDouble.empty();
    }

    /** Whether the schedule depends on the event times of rows. */
    default boolean needsTimes() {
        return false;
    }

    /** Name of the clock that decides when rows are due; empty without one. */
    default Optional<String> clockName() {
        return Optional.empty();
    }

    /** Sends one row in each interval. */
    record Interval(@NotNull @DurationMin(nanos = 1) @DurationMax(days = 36500) @JsonDeserialize(
            using = DurationJson.Reader.class) @JsonSerialize(using = DurationJson.Writer.class) Duration every)
            implements
                Pace {

        @Override
        public Schedule schedule(InstantSource clock, long startNanos) {
            return new EvenSchedule(startNanos, this.every.toNanos());
        }

        @Override
        public OptionalDouble targetPerSecond() {
            return OptionalDouble.of(1e9 / this.every.toNanos());
        }

    }

    /** Sends rows at equal intervals. */
    record Rate(@NotNull @Positive @Max(1_000_000_000) Double perSecond) implements Pace {

        @Override
        public Schedule schedule(InstantSource clock, long startNanos) {
            return new EvenSchedule(startNanos, 1e9 / this.perSecond);
        }

        @Override
        public OptionalDouble targetPerSecond() {
            return OptionalDouble.of(this.perSecond);
        }

    }

    /**
     * Sends rows at the intervals of their event times, ascending or descending.
     *
     * @param speedup factor by which rows are sent faster than their event times; with
     * 60, one minute takes one second
     * @param maxGap longest interval between the times of two rows, before
     * {@code speedup}; longer intervals are shortened to it
     * @param clock name of the clock that the stream shares with others, which has a
     * speedup and a maxGap of its own; null for none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record EventTime(@Positive @Max(1_000_000_000_000L) @Nullable Double speedup,
            @DurationMin(millis = 1) @DurationMax(days = 36500) @JsonDeserialize(
                    using = DurationJson.Reader.class) @JsonSerialize(
                            using = DurationJson.Writer.class) @Nullable Duration maxGap,
            @Nullable String clock) implements Pace {

        public EventTime {
            speedup = (clock != null) ? speedup : Objects.requireNonNullElse(speedup, 1.0);
        }

        public EventTime(@Nullable Double speedup, @Nullable Duration maxGap) {
            this(speedup, maxGap, null);
        }

        @Override
        public Schedule schedule(InstantSource clock, long startNanos) {
            if (this.clock != null || this.speedup == null) {
                throw new IllegalStateException("The rows are due by the clock '" + this.clock + "'");
            }
            long maxGapMillis = (this.maxGap != null) ? this.maxGap.toMillis() : Long.MAX_VALUE;
            return new EventTimeSchedule(startNanos, this.speedup, maxGapMillis);
        }

        @Override
        public Optional<String> clockName() {
            return Optional.ofNullable(this.clock);
        }

        @Override
        public boolean needsTimes() {
            return true;
        }

    }

    /** The expression has six fields, from second to day of week. */
    record Cron(@NotNull @EverDue @JsonDeserialize(using = CronJson.class) @JsonSerialize(
            using = ToStringSerializer.class) CronExpression expression, ZoneId zone) implements Pace {

        public Cron {
            zone = Objects.requireNonNullElse(zone, ZoneId.systemDefault());
        }

        @Override
        public Schedule schedule(InstantSource clock, long startNanos) {
            return new CronSchedule(this.expression, clock.instant().atZone(this.zone), startNanos);
        }

    }

    /** Sends rows as fast as the broker accepts them. */
    record Unlimited() implements Pace {

        @Override
        public Schedule schedule(InstantSource clock, long startNanos) {
            return (eventTimeMillis) -> startNanos;
        }

    }

}
