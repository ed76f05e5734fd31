package io.sensorstreams.consumer.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the rows with the minimum and the maximum of each column in each bucket, so that
 * peaks stay. Creates objects for the rows that are kept only. Not thread-safe.
 */
final class Thinning {

    private static final int NO_BUCKET = -1;

    private static final long EMPTY = -1;

    /** A row that is kept. */
    private record Point(long position, double[] values) {

    }

    /** A candidate of the current bucket, reused for the next one. */
    private static final class Slot {

        private final double[] values;

        private long row = EMPTY;

        private long position;

        Slot(int columns) {
            this.values = new double[columns];
        }

        void set(long number, long at, double[] row) {
            this.row = number;
            this.position = at;
            System.arraycopy(row, 0, this.values, 0, row.length);
        }

    }

    private final int columns;

    private final int most;

    /** For each column the slot of its minimum and of its maximum; last the first row. */
    private final Slot[] slots;

    private final List<Point> points = new ArrayList<>();

    private int bucket = NO_BUCKET;

    private long rows;

    /**
     * Prepares the buckets.
     * @param most most rows that are kept of a bucket; if they are too few for all
     * columns, those of the first columns are kept
     */
    Thinning(int columns, int most) {
        this.columns = columns;
        this.most = most;
        this.slots = new Slot[2 * columns + 1];
        Arrays.setAll(this.slots, (i) -> new Slot(columns));
    }

    /**
     * Adds a row.
     * @param inBucket number of the row's bucket, not less than that of the row before
     * @param values value of each column, or NaN; copied
     */
    void add(int inBucket, long position, double[] values) {
        if (inBucket != this.bucket) {
            flush();
            this.bucket = inBucket;
            this.slots[2 * this.columns].set(this.rows, position, values);
        }
        for (int i = 0; i < this.columns; i++) {
            double value = values[i];
            if (!Double.isNaN(value)) {
                Slot min = this.slots[2 * i];
                Slot max = this.slots[2 * i + 1];
                if (min.row == EMPTY || value < min.values[i]) {
                    min.set(this.rows, position, values);
                }
                if (max.row == EMPTY || value > max.values[i]) {
                    max.set(this.rows, position, values);
                }
            }
        }
        this.rows++;
    }

    private void flush() {
        if (this.bucket == NO_BUCKET) {
            return;
        }
        SortedMap<Long, Slot> kept = new TreeMap<>();
        for (int i = 0; i < 2 * this.columns && kept.size() < this.most; i++) {
            if (this.slots[i].row != EMPTY) {
                kept.putIfAbsent(this.slots[i].row, this.slots[i]);
            }
        }
        if (kept.isEmpty()) {
            // A bucket without a value is a gap in the chart.
            Slot first = this.slots[2 * this.columns];
            kept.put(first.row, first);
        }
        for (Slot slot : kept.values()) {
            this.points.add(new Point(slot.position, slot.values.clone()));
        }
        for (Slot slot : this.slots) {
            slot.row = EMPTY;
        }
    }

    /** Ends the last bucket and orders the rows by position. */
    void end() {
        flush();
        this.bucket = NO_BUCKET;
        this.points.sort(Comparator.comparingLong(Point::position));
    }

    List<Long> positions() {
        return this.points.stream().map(Point::position).toList();
    }

    /** Values of one column; null for NaN. */
    List<@Nullable Double> values(int column) {
        List<@Nullable Double> values = new ArrayList<>();
        for (Point point : this.points) {
            double value = point.values()[column];
            values.add(Double.isNaN(value) ? null : value);
        }
        return values;
    }

}
