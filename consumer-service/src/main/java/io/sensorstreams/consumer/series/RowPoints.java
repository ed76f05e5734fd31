package io.sensorstreams.consumer.series;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Turns rows into points of a chart. Not thread-safe.
 */
final class RowPoints {

    private final long rows;

    private final List<String> columns;

    private final boolean sampled;

    private final int buckets;

    private final Thinning thinning;

    private final double[] values;

    private final @Nullable Axis axis;

    private final @Nullable String timeColumn;

    /** Columns of the last row. */
    private List<String> current = List.of();

    /** For each shown column its cell in the row; negative for none. */
    private final int[] cells;

    private int timeCell = -1;

    private long row;

    private long leftOut;

    /**
     * Prepares the points.
     * @param rows number of rows in the file
     * @param points most points of each column
     * @param columns columns of the values
     * @param sampled whether not all rows are added
     * @param timeColumn column of the positions; null for the numbers of the rows
     * @param axis reads its cells; null without it
     */
    RowPoints(long rows, int points, List<String> columns, boolean sampled, @Nullable String timeColumn,
            @Nullable Axis axis) {
        this.rows = rows;
        this.columns = columns;
        this.sampled = sampled;
        this.timeColumn = timeColumn;
        this.axis = axis;
        // Each bucket keeps a minimum and a maximum of each column, if there are enough.
        this.buckets = (rows <= points && !sampled) ? Math.toIntExact(rows)
                : Math.max(1, points / Math.max(2, 2 * columns.size()));
        this.thinning = new Thinning(columns.size(), points / Math.max(1, this.buckets));
        this.values = new double[columns.size()];
        this.cells = new int[columns.size()];
    }

    /**
     * Adds a row.
     * @param place where the row begins, from 0 to 1
     */
    void add(Lines cellsOfRow, double place) {
        if (cellsOfRow.columns() != this.current) {
            find(cellsOfRow.columns());
        }
        long number = this.sampled ? Math.round(place * this.rows) : this.row;
        int bucket = (this.buckets == this.rows) ? (int) Math.min(number, this.buckets - 1)
                : Math.min(this.buckets - 1, (int) (place * this.buckets));
        this.row++;
        long position = position(cellsOfRow, number);
        if (position == Axis.NONE) {
            this.leftOut++;
            return;
        }
        for (int i = 0; i < this.values.length; i++) {
            int cell = this.cells[i];
            this.values[i] = (cell >= 0)
                    ? CellNumber.parse(cellsOfRow.bytes(cell), cellsOfRow.start(cell), cellsOfRow.end(cell))
                    : Double.NaN;
        }
        this.thinning.add(bucket, position, this.values);
    }

    /** Number of rows that have no position. */
    long leftOut() {
        return this.leftOut;
    }

    private void find(List<String> found) {
        this.current = found;
        for (int i = 0; i < this.cells.length; i++) {
            this.cells[i] = found.indexOf(this.columns.get(i));
        }
        this.timeCell = (this.timeColumn != null) ? found.indexOf(this.timeColumn) : -1;
    }

    private long position(Lines cellsOfRow, long number) {
        if (this.axis == null) {
            return number;
        }
        return (this.timeCell >= 0) ? this.axis.of(cellsOfRow.bytes(this.timeCell), cellsOfRow.start(this.timeCell),
                cellsOfRow.end(this.timeCell)) : Axis.NONE;
    }

    /** Ends the series. */
    Thinning end() {
        this.thinning.end();
        return this.thinning;
    }

}
