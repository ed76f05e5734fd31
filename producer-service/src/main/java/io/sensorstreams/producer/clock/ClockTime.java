package io.sensorstreams.producer.clock;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.sensorstreams.producer.pace.Schedule;

/**
 * Course of a clock on a scale of nanoseconds, such as that of {@link System#nanoTime()}:
 * which event time it shows, and when it shows one. Converted once from the wall clock,
 * so that all streams of a replica agree. Immutable.
 */
public final class ClockTime {

    /** Returned for what never comes. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final double NANOS_PER_MILLI = 1e6;

    /** How often the clocks are read to compare them. */
    private static final int READS = 5;

    private final ClockDefinition definition;

    private final long end;

    private final long[] at;

    private final List<ClockLine> lines;

    /**
     * @param origin what the scale shows at the epoch of the wall clock
     */
    private ClockTime(ClockDefinition definition, long origin) {
        this.definition = definition;
        this.end = definition.spec().end();
        this.lines = definition.lines();
        this.at = this.lines.stream().mapToLong((line) -> nanos(line.at()) + origin).toArray();
    }

    /** The course on the scale of the wall clock, see {@link #nanos}. */
    static ClockTime onWallClock(ClockDefinition definition) {
        return new ClockTime(definition, 0);
    }

    /** The course on the scale of {@link System#nanoTime()}. */
    static ClockTime of(ClockDefinition definition, InstantSource wallClock) {
        return new ClockTime(definition, origin(wallClock));
    }

    /** Both clocks are read several times, because a thread may be held up in between. */
    private static long origin(InstantSource wallClock) {
        long narrowest = Long.MAX_VALUE;
        long origin = 0;
        for (int i = 0; i < READS; i++) {
            long before = System.nanoTime();
            long wall = nanos(wallClock.instant());
            long width = System.nanoTime() - before;
            if (width < narrowest) {
                narrowest = width;
                origin = before + width / 2 - wall;
            }
        }
        return origin;
    }

    /** Nanoseconds since the epoch, until the year 2262. */
    static long nanos(Instant instant) {
        return Math.addExact(TimeUnit.SECONDS.toNanos(instant.getEpochSecond()), instant.getNano());
    }

    public ClockDefinition definition() {
        return this.definition;
    }

    /** Event time in milliseconds. */
    public long eventAt(long now) {
        int current = current(now);
        ClockLine line = this.lines.get(current);
        double passed = Math.max(0, now - this.at[current]) * line.speedup() / NANOS_PER_MILLI;
        return (passed < (double) this.end - (double) line.event()) ? line.event() + (long) passed : this.end;
    }

    /** The part of the course that is in force; before the first one begins, that one. */
    public ClockLine lineAt(long now) {
        return this.lines.get(current(now));
    }

    private int current(long now) {
        int current = 0;
        while (current + 1 < this.at.length && this.at[current + 1] - now <= 0) {
            current++;
        }
        return current;
    }

    /** When the next part of the course begins; {@link #NEVER} when none follows. */
    public long nextChange(long now) {
        for (long begin : this.at) {
            if (begin - now > 0) {
                return begin;
            }
        }
        return NEVER;
    }

    /**
     * When a row is due for a stream that has followed a seek; {@link #NEVER} while the
     * clock has not shown the row's time since, when it stands, and at its end.
     * @param event event time of the row in milliseconds
     * @param seek number of the seek
     */
    public long due(long event, long seek, long now) {
        if (event >= this.end) {
            return NEVER;
        }
        for (int i = 0; i < this.at.length; i++) {
            ClockLine line = this.lines.get(i);
            boolean last = i + 1 == this.at.length;
            boolean over = !last && this.at[i + 1] - now <= 0;
            if (line.seek() != seek || line.speedup() == 0 || over) {
                continue;
            }
            long reached = this.at[i] + wait(event, line);
            if (last || reached - this.at[i + 1] < 0) {
                return reached;
            }
        }
        return NEVER;
    }

    private static long wait(long event, ClockLine line) {
        double wait = ((double) event - (double) line.event()) * NANOS_PER_MILLI / line.speedup();
        return (wait < (double) Schedule.FARTHEST_NANOS) ? (long) Math.max(0, wait) : Schedule.FARTHEST_NANOS;
    }

}
