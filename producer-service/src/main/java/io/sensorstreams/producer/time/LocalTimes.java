package io.sensorstreams.producer.time;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.HashMap;
import java.util.Map;

import io.sensorstreams.producer.row.Rows;
import org.jspecify.annotations.Nullable;

/**
 * Converts the wall clock times of a file's rows to instants, in the order of the rows.
 * <p>
 * A time that a clock skipped in spring is moved by the length of the gap, as
 * {@link LocalDateTime#atZone} does. A time that a clock showed twice in autumn is first
 * the earlier instant: until the times of the station step back. In a file that is newest
 * first, it is first the later one. Where steps are as long as the overlap, a repeated
 * time is such a step, too. The first time of a station in the overlap is the instant
 * whose distance from the row before is more like none, or like the distance before that.
 */
final class LocalTimes {

    /** Most stations that are told apart. */
    private static final int MAX_STATIONS = 10_000;

    private static final ByteBuffer NO_STATION = ByteBuffer.allocate(0);

    private final ZoneRules rules;

    private final boolean newestFirst;

    /** Times from here to {@link #plainTo} have the same single offset. */
    private long plainFrom = Long.MAX_VALUE;

    private long plainTo = Long.MIN_VALUE;

    private long offsetMillis;

    private long last;

    /** Difference of the last two different instants. */
    private long step;

    /** The stations that have times in the current overlap. */
    private final Map<ByteBuffer, Twice> stations = new HashMap<>();

    /** Last time of a station, which a clock showed twice. */
    private record Twice(long local, boolean late) {

    }

    LocalTimes(ZoneId zone, boolean newestFirst, long before) {
        this.rules = zone.getRules();
        this.newestFirst = newestFirst;
        this.last = before;
    }

    /** Converts a time in milliseconds, which counts as UTC. */
    long toInstant(long local, byte @Nullable [] station) {
        if (local >= this.plainFrom && local < this.plainTo) {
            return reached(local - this.offsetMillis);
        }
        LocalDateTime time = LocalDateTime.ofEpochSecond(Math.floorDiv(local, 1000L), 0, ZoneOffset.UTC);
        ZoneOffsetTransition transition = this.rules.getTransition(time);
        if (transition != null && transition.isOverlap()) {
            return reached(twice(local, station, transition));
        }
        this.stations.clear();
        ZoneOffset offset = this.rules.getOffset(time);
        if (transition == null) {
            useOffset(time.toInstant(offset), offset);
        }
        return reached(local - millis(offset));
    }

    /** Remembers the times around an instant that have the same single offset. */
    private void useOffset(Instant instant, ZoneOffset offset) {
        ZoneOffsetTransition before = this.rules.previousTransition(instant.plusSeconds(1));
        ZoneOffsetTransition after = this.rules.nextTransition(instant);
        this.offsetMillis = millis(offset);
        this.plainFrom = (before != null)
                ? Math.max(local(before.getDateTimeBefore()), local(before.getDateTimeAfter())) : Long.MIN_VALUE + 1;
        this.plainTo = (after != null) ? Math.min(local(after.getDateTimeBefore()), local(after.getDateTimeAfter()))
                : Long.MAX_VALUE;
    }

    private long reached(long instant) {
        if (this.last != Rows.NO_EVENT_TIME && instant != this.last) {
            this.step = Math.abs(instant - this.last);
        }
        this.last = instant;
        return instant;
    }

    private long twice(long local, byte @Nullable [] station, ZoneOffsetTransition overlap) {
        long early = local - millis(overlap.getOffsetBefore());
        long late = local - millis(overlap.getOffsetAfter());
        ByteBuffer key = (station != null) ? ByteBuffer.wrap(station) : NO_STATION;
        Twice before = this.stations.get(key);
        boolean isLate = (before != null) ? isLate(local, before, late - early) : isRatherLate(early, late);
        if (before != null || this.stations.size() < MAX_STATIONS) {
            this.stations.put(key, new Twice(local, isLate));
        }
        return isLate ? late : early;
    }

    private boolean isLate(long local, Twice before, long length) {
        boolean back = this.newestFirst ? local > before.local : local < before.local;
        boolean again = local == before.local && this.step >= length;
        return (back || again) ? !this.newestFirst : before.late;
    }

    private boolean isRatherLate(long early, long late) {
        if (this.last == Rows.NO_EVENT_TIME) {
            return this.newestFirst;
        }
        long fromEarly = strangeness(early - this.last);
        long fromLate = strangeness(late - this.last);
        if (fromEarly != fromLate) {
            return fromLate < fromEarly;
        }
        return this.newestFirst ? late <= this.last : early < this.last;
    }

    /** How much a distance differs from none and from the last one. */
    private long strangeness(long distance) {
        long length = Math.abs(distance);
        return Math.min(length, Math.abs(length - this.step));
    }

    private static long millis(ZoneOffset offset) {
        return 1000L * offset.getTotalSeconds();
    }

    private static long local(LocalDateTime time) {
        return 1000L * time.toEpochSecond(ZoneOffset.UTC);
    }

}
