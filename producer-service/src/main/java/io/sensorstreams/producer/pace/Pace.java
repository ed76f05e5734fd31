package io.sensorstreams.producer.pace;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Objects;
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
 * How fast the rows of a sensor stream go, as the user asks for it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({ @JsonSubTypes.Type(name = "interval", value = Pace.Interval.class),
        @JsonSubTypes.Type(name = "rate", value = Pace.Rate.class),
        @JsonSubTypes.Type(name = "event-time", value = Pace.EventTime.class),
        @JsonSubTypes.Type(name = "cron", value = Pace.Cron.class),
        @JsonSubTypes.Type(name = "unlimited", value = Pace.Unlimited.class) })
public sealed interface Pace {

    /**
     * Starts a schedule. The first row is due at the start, but with {@link Cron}: at the
     * expression's next instant.
     * @param clock time of day, for {@link Cron}
     * @param startNanos now, on the scale of {@link System#nanoTime()}
     */
    Schedule schedule(InstantSource clock, long startNanos);

    /** Rows per second that are aimed at; empty when it is not one number. */
    OptionalDouble targetPerSecond();

    /**
     * One row each time a fixed span is over.
     *
     * @param every span between two rows
     */
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

    /**
     * Rows evenly spread over each second.
     *
     * @param perSecond rows per second
     */
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
     * As far apart as the rows' own times are, whichever way they run.
     *
     * @param speedup how much faster than the rows' own time; 60 makes a minute a second
     * @param maxGap longest span between the times of two rows that counts; a longer one
     * is shortened to it, before {@code speedup}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record EventTime(@Positive @Max(1_000_000_000_000L) Double speedup,
            @DurationMin(millis = 1) @DurationMax(days = 36500) @JsonDeserialize(
                    using = DurationJson.Reader.class) @JsonSerialize(
                            using = DurationJson.Writer.class) @Nullable Duration maxGap)
            implements
                Pace {

        public EventTime {
            speedup = Objects.requireNonNullElse(speedup, 1.0);
        }

        @Override
        public Schedule schedule(InstantSource clock, long startNanos) {
            long maxGapMillis = (this.maxGap != null) ? this.maxGap.toMillis() : Long.MAX_VALUE;
            return new EventTimeSchedule(startNanos, this.speedup, maxGapMillis);
        }

        @Override
        public OptionalDouble targetPerSecond() {
            return OptionalDouble.empty();
        }

    }

    /**
     * One row at each instant that a cron expression names.
     *
     * @param expression six fields, second to day of week; see {@link CronExpression}
     * @param zone zone that the expression is meant in
     */
    record Cron(@NotNull @EverDue @JsonDeserialize(using = CronJson.class) @JsonSerialize(
            using = ToStringSerializer.class) CronExpression expression, ZoneId zone) implements Pace {

        public Cron {
            zone = Objects.requireNonNullElse(zone, ZoneId.systemDefault());
        }

        @Override
        public Schedule schedule(InstantSource clock, long startNanos) {
            return new CronSchedule(this.expression, clock.instant().atZone(this.zone), startNanos);
        }

        @Override
        public OptionalDouble targetPerSecond() {
            return OptionalDouble.empty();
        }

    }

    /** As fast as the broker takes them. */
    record Unlimited() implements Pace {

        @Override
        public Schedule schedule(InstantSource clock, long startNanos) {
            return (eventTimeMillis) -> startNanos;
        }

        @Override
        public OptionalDouble targetPerSecond() {
            return OptionalDouble.empty();
        }

    }

}
