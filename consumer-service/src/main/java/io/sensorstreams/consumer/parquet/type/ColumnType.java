package io.sensorstreams.consumer.parquet.type;

/**
 * Type of the values of one column. Types only get wider: {@link #join} returns the
 * narrowest type that has the values of both, exactly. From narrow to wide, a column is
 * {@link Kind#NULL}, then one of booleans, decimals, doubles and times, then text. Text
 * has every value, because every JSON value has a text.
 *
 * @param kind what the values are
 * @param integers most digits before the point, of a decimal
 * @param scale most digits after the point, of a decimal
 * @param patterns bit set of the patterns that all times have, by their index
 */
public record ColumnType(Kind kind, int integers, int scale, int patterns) {

    public static final ColumnType NULL = new ColumnType(Kind.NULL, 0, 0, 0);

    public static final ColumnType BOOLEAN = new ColumnType(Kind.BOOLEAN, 0, 0, 0);

    public static final ColumnType DOUBLE = new ColumnType(Kind.DOUBLE, 0, 0, 0);

    /** Type of the column of offsets. */
    public static final ColumnType LONG = new ColumnType(Kind.LONG, 0, 0, 0);

    public static final ColumnType TEXT = new ColumnType(Kind.TEXT, 0, 0, 0);

    public enum Kind {

        /** Only nulls so far. */
        NULL,

        BOOLEAN,

        DECIMAL,

        DOUBLE,

        TIME,

        /** Offsets. No value of a row has this type. */
        LONG,

        /** Texts, nested values as their JSON text, and everything else as its text. */
        TEXT

    }

    /** Returns text if the digits are more than a decimal can have. */
    public static ColumnType decimal(int integers, int scale) {
        return (integers + scale <= NumberText.MOST_DIGITS) ? new ColumnType(Kind.DECIMAL, integers, scale, 0) : TEXT;
    }

    /** Returns text if there is no pattern that all times have. */
    public static ColumnType time(int patterns) {
        return (patterns != 0) ? new ColumnType(Kind.TIME, 0, 0, patterns) : TEXT;
    }

    public ColumnType join(ColumnType other) {
        if (this.kind == Kind.NULL || equals(other)) {
            return other;
        }
        if (other.kind == Kind.NULL) {
            return this;
        }
        if (this.kind != other.kind) {
            return TEXT;
        }
        return switch (this.kind) {
            case DECIMAL -> decimal(Math.max(this.integers, other.integers), Math.max(this.scale, other.scale));
            case TIME -> time(this.patterns & other.patterns);
            case NULL, BOOLEAN, DOUBLE, LONG, TEXT -> this;
        };
    }

    /** Whether decimals of this type have 64 bits; others have 128. */
    public boolean isLong() {
        return this.integers + this.scale <= NumberText.DIGITS_OF_LONG;
    }

    /** Most digits of a decimal in a file, which may be more than were seen. */
    public int precision() {
        return isLong() ? NumberText.DIGITS_OF_LONG : NumberText.MOST_DIGITS;
    }

}
