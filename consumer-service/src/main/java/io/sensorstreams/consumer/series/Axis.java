package io.sensorstreams.consumer.series;

/**
 * Where a row is on the x axis: at a time, or at its number. Not thread-safe.
 */
final class Axis {

    /** The row has no position. */
    static final long NONE = CellTime.NONE;

    /** What the cells of a column are. */
    enum Kind {

        /** No times. */
        OTHER,
        /** Date and time. */
        TIMES,
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

    private final CellTime time = new CellTime();

    private Kind kind = Kind.OTHER;

    void use(Kind found) {
        this.kind = found;
    }

    Kind kind() {
        return this.kind;
    }

    /**
     * Returns the kind of a cell that is not empty.
     * @param numbers whether a number may be a time
     */
    Kind kindOf(byte[] bytes, int from, int to, boolean numbers) {
        if (this.time.parse(bytes, from, to) != CellTime.NONE) {
            return Kind.TIMES;
        }
        double number = numbers ? CellNumber.parse(bytes, from, to) : Double.NaN;
        if (number >= MIN_MILLIS && number < MAX_MILLIS) {
            return Kind.MILLIS;
        }
        return (number >= MIN_SECONDS && number < MAX_SECONDS) ? Kind.SECONDS : Kind.OTHER;
    }

    /** Position of a cell; {@link #NONE} when it has none. */
    long of(byte[] bytes, int from, int to) {
        if (this.kind == Kind.TIMES) {
            return this.time.parse(bytes, from, to);
        }
        double number = CellNumber.parse(bytes, from, to);
        if (Double.isNaN(number)) {
            return NONE;
        }
        return Math.round((this.kind == Kind.SECONDS) ? number * MILLIS_PER_SECOND : number);
    }

}
