package io.sensorstreams.consumer.parquet.type;

import java.util.List;

import io.sensorstreams.common.wire.RowDecoder;

/**
 * Finds the types of cells. Creates an object only for a cell that makes its column
 * wider. Not thread-safe.
 */
public final class CellTypes {

    private final NumberMode numbers;

    private final String timeColumn;

    private final List<TimePattern> patterns;

    private final NumberText number = new NumberText();

    /**
     * Creates the finder.
     * @param timeColumn column whose texts may be times; empty for none
     * @param patterns patterns of times, at most 32
     */
    public CellTypes(NumberMode numbers, String timeColumn, List<TimePattern> patterns) {
        this.numbers = numbers;
        this.timeColumn = timeColumn;
        this.patterns = List.copyOf(patterns);
    }

    /** Returns the type that has the values so far and this one; the same if it did. */
    public ColumnType widen(ColumnType type, String column, RowDecoder row, int cell) {
        if (row.isNull(cell) || type.kind() == ColumnType.Kind.TEXT) {
            return type;
        }
        if (row.isNumber(cell)) {
            return widenByNumber(type, row, cell);
        }
        if (row.isString(cell)) {
            return column.equals(this.timeColumn) ? widenByTime(type, row, cell) : ColumnType.TEXT;
        }
        byte first = row.bytes(cell)[row.start(cell)];
        return type.join((first == 't' || first == 'f') ? ColumnType.BOOLEAN : ColumnType.TEXT);
    }

    private ColumnType widenByNumber(ColumnType type, RowDecoder row, int cell) {
        byte[] bytes = row.bytes(cell);
        int start = row.start(cell);
        int end = row.end(cell);
        if (this.numbers == NumberMode.DOUBLE) {
            return Double.isFinite(NumberText.doubleOf(bytes, start, end)) ? type.join(ColumnType.DOUBLE)
                    : ColumnType.TEXT;
        }
        if (!this.number.scan(bytes, start, end)) {
            return ColumnType.TEXT;
        }
        if (type.kind() == ColumnType.Kind.DECIMAL && this.number.integers() <= type.integers()
                && this.number.scale() <= type.scale()) {
            return type;
        }
        return type.join(ColumnType.decimal(this.number.integers(), this.number.scale()));
    }

    private ColumnType widenByTime(ColumnType type, RowDecoder row, int cell) {
        int candidates = (type.kind() == ColumnType.Kind.TIME) ? type.patterns() : -1 >>> (32 - this.patterns.size());
        int found = 0;
        for (int i = 0; i < this.patterns.size(); i++) {
            if ((candidates & (1 << i)) != 0 && this.patterns.get(i)
                .parse(row.bytes(cell), row.start(cell), row.end(cell)) != TimePattern.NONE) {
                found |= 1 << i;
            }
        }
        if (type.kind() == ColumnType.Kind.TIME && found == type.patterns()) {
            return type;
        }
        return type.join(ColumnType.time(found));
    }

}
