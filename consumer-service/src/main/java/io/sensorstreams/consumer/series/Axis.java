package io.sensorstreams.consumer.series;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Where a row is on the x axis: at a time, or at its number. Not thread-safe.
 */
final class Axis {

    /** The row has no position. */
    static final long NONE = CellTime.NONE;

    /** What the cells of a column are, the most likely kind first. */
    enum Kind {

        /** Date and time; a date with slashes begins with the day. */
        TIMES,
        /** Date and time; the date has slashes and begins with the month. */
        MONTH_FIRST,
        /** Seconds since 1970. */
        SECONDS,
        /** Milliseconds since 1970. */
        MILLIS

    }

    /** 1973 to 5138 as milliseconds, 1973 to 2286 as seconds. */
    private static final double MIN_MILLIS = 1e11;

    private static final double MAX_MILLIS = 1e14;

    private static final double MIN_SECONDS = 1e8;

    private static final double MAX_SECONDS = 1e10;

    private static final long MILLIS_PER_SECOND = 1000;

    private final Kind kind;

    private final CellTime time;

    /**
     * Creates an axis.
     * @param kind what the cells are
     */
    Axis(Kind kind) {
        this.kind = kind;
        this.time = new CellTime(kind == Kind.MONTH_FIRST);
    }

    /** Returns the kinds that a cell may be of; it is not empty. */
    static Set<Kind> kindsOf(byte[] bytes, int from, int to) {
        EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (Kind dates : List.of(Kind.TIMES, Kind.MONTH_FIRST)) {
            if (new Axis(dates).of(bytes, from, to) != NONE) {
                kinds.add(dates);
            }
        }
        double number = CellNumber.parse(bytes, from, to);
        if (number >= MIN_MILLIS && number < MAX_MILLIS) {
            kinds.add(Kind.MILLIS);
        }
        if (number >= MIN_SECONDS && number < MAX_SECONDS) {
            kinds.add(Kind.SECONDS);
        }
        return kinds;
    }

    /** Position of a cell; {@link #NONE} when it has none. */
    long of(byte[] bytes, int from, int to) {
        if (this.kind == Kind.TIMES || this.kind == Kind.MONTH_FIRST) {
            return this.time.parse(bytes, from, to);
        }
        double number = CellNumber.parse(bytes, from, to);
        if (Double.isNaN(number)) {
            return NONE;
        }
        return Math.round((this.kind == Kind.SECONDS) ? number * MILLIS_PER_SECOND : number);
    }

}
