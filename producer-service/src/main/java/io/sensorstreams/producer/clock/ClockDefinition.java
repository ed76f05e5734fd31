package io.sensorstreams.producer.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Clock as it is stored in {@code sensor-clocks}: its settings and its course. A change
 * takes effect a little later than it is made, so that every replica knows it in time;
 * the course until then stays.
 *
 * @param origin identifies the clock, also after its name is used again
 * @param lines parts of the course in the order of time, at least one; parts that are
 * over are left out
 * @param offset offset of the record; {@value #NEW} when there is none
 */
public record ClockDefinition(String name, ClockSpec spec, String origin, ClockState state, List<ClockLine> lines,
        @JsonIgnore long offset) {

    public static final long NEW = -1;

    /** How long a part is kept after its end: the clocks of replicas differ. */
    private static final Duration KEPT = Duration.ofSeconds(5);

    public ClockDefinition {
        lines = List.copyOf(lines);
    }

    public static ClockDefinition create(String name, ClockSpec spec, Instant now) {
        long first = spec.first();
        return new ClockDefinition(name, spec, UUID.randomUUID().toString(), ClockState.STOPPED,
                List.of(new ClockLine(now, first, 0, 0, first)), NEW);
    }

    ClockDefinition at(long recordOffset) {
        return new ClockDefinition(this.name, this.spec, this.origin, this.state, this.lines, recordOffset);
    }

    /** Event time at an instant, in milliseconds. */
    public long eventAt(Instant instant) {
        return ClockTime.onWallClock(this).eventAt(ClockTime.nanos(instant));
    }

    /**
     * The same in the zone of the clock; until a change takes effect that lets it stand,
     * as then.
     */
    public LocalDateTime localTimeAt(Instant instant) {
        boolean stands = stateAt(instant) != ClockState.RUNNING && instant.isBefore(last().at());
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(stands ? last().event() : eventAt(instant)),
                (this.spec.zone() != null) ? this.spec.zone() : ZoneOffset.UTC);
    }

    /** Event time that the clock began with or was last sought to. */
    public long start() {
        return last().start();
    }

    /** When the clock shows an event time; empty while it is not to come. */
    public Optional<Instant> whenShows(long event) {
        long due = ClockTime.onWallClock(this).due(event, last().seek(), ClockTime.nanos(this.lines.get(0).at()));
        return (due != ClockTime.NEVER) ? Optional.of(Instant.ofEpochSecond(0, due)) : Optional.empty();
    }

    /** Number of seeks so far. */
    public long seeks() {
        return last().seek();
    }

    /** State at an instant: a clock stops at its end. */
    public ClockState stateAt(Instant instant) {
        return (this.state == ClockState.RUNNING && isEndedAt(instant)) ? ClockState.STOPPED : this.state;
    }

    /** Whether the clock has reached its end. */
    public boolean isEndedAt(Instant instant) {
        return eventAt(instant) >= this.spec.end();
    }

    /** When a change takes effect that is made now. */
    public Instant effect(Instant now, Duration lead) {
        Instant last = last().at();
        Instant wanted = now.plus(lead);
        return wanted.isAfter(last) ? wanted : last;
    }

    private ClockLine last() {
        return this.lines.get(this.lines.size() - 1);
    }

    /** The clock runs from an instant on. */
    public ClockDefinition started(Instant effect, Instant now) {
        return changed(this.spec, ClockState.RUNNING, line(effect, this.spec.speedup()), now);
    }

    /** The clock stands from an instant on. */
    public ClockDefinition held(Instant effect, ClockState as, Instant now) {
        return changed(this.spec, as, line(effect, 0), now);
    }

    /** The clock has another speed from an instant on. */
    public ClockDefinition spedUp(Instant effect, double speedup, Instant now) {
        ClockSpec other = this.spec.withSpeedup(speedup);
        return changed(other, this.state, line(effect, (this.state == ClockState.RUNNING) ? speedup : 0), now);
    }

    /**
     * The clock shows another event time from an instant on, and streams begin with the
     * rows of that time. A clock that has ended stops there.
     */
    public ClockDefinition sought(Instant effect, long target, Instant now) {
        ClockState after = stateAt(now);
        return changed(this.spec, after, new ClockLine(effect, target,
                (after == ClockState.RUNNING) ? this.spec.speedup() : 0, last().seek() + 1, target), now);
    }

    /** The clock passes over a time without rows. */
    public ClockDefinition jumped(Instant effect, long event, Instant now) {
        return changed(this.spec, this.state,
                new ClockLine(effect, event, this.spec.speedup(), last().seek(), last().start()), now);
    }

    private ClockLine line(Instant effect, double speedup) {
        return new ClockLine(effect, eventAt(effect), speedup, last().seek(), last().start());
    }

    private ClockDefinition changed(ClockSpec other, ClockState then, ClockLine next, Instant now) {
        List<ClockLine> course = new ArrayList<>();
        Instant over = now.minus(KEPT);
        for (int i = 0; i < this.lines.size(); i++) {
            Instant end = (i + 1 < this.lines.size()) ? this.lines.get(i + 1).at() : next.at();
            if (end.isAfter(over)) {
                course.add(this.lines.get(i));
            }
        }
        course.add(next);
        return new ClockDefinition(this.name, other, this.origin, then, course, this.offset);
    }

    /**
     * Returns a clock that stands with other settings. It keeps its time, or the one that
     * it is being sought to, unless it begins with another one.
     */
    public ClockDefinition withSpec(ClockSpec other, Instant now, Duration lead) {
        if (other.first() != this.spec.first() || last().event() > other.end()) {
            return create(this.name, other, now);
        }
        ClockLine next = line(effect(now, lead), 0);
        if (isEndedAt(now) || isEndedAt(next.at())) {
            // The part that ended would continue to another end.
            return new ClockDefinition(this.name, other, this.origin, ClockState.STOPPED, List.of(next), this.offset);
        }
        return changed(other, ClockState.STOPPED, next, now);
    }

}
