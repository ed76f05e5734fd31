package io.sensorstreams.consumer.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the columns that have numbers only. Not thread-safe.
 */
final class ColumnKinds {

    /** Most columns that are looked at: rows of JSON Lines may all have other ones. */
    private static final int MAX_COLUMNS = 1 << 17;

    private final Map<String, Integer> numbers = new LinkedHashMap<>();

    private boolean[] numeric = new boolean[16];

    private boolean[] text = new boolean[16];

    private List<String> current = List.of();

    /** Number of each column of the current list; negative for none. */
    private int[] cells = {};

    /** Adds the columns that a file has. */
    void addColumns(List<String> columns) {
        this.current = columns;
        this.cells = new int[columns.size()];
        for (int i = 0; i < this.cells.length; i++) {
            this.cells[i] = numberOf(columns.get(i));
        }
    }

    private int numberOf(String column) {
        Integer known = this.numbers.get(column);
        if (known != null) {
            return known;
        }
        int number = this.numbers.size();
        if (number == MAX_COLUMNS) {
            return -1;
        }
        if (number == this.numeric.length) {
            this.numeric = Arrays.copyOf(this.numeric, 2 * number);
            this.text = Arrays.copyOf(this.text, 2 * number);
        }
        this.numbers.put(column, number);
        return number;
    }

    /** Adds the cells of a row. */
    void add(Lines row) {
        if (row.columns() != this.current) {
            addColumns(row.columns());
        }
        for (int i = 0; i < this.cells.length; i++) {
            int column = this.cells[i];
            int start = row.start(i);
            int end = row.end(i);
            if (column >= 0 && !this.text[column] && start < end) {
                boolean number = CellNumber.isNumber(row.bytes(i), start, end);
                this.numeric[column] |= number;
                this.text[column] = !number;
            }
        }
    }

    boolean has(String column) {
        return this.numbers.containsKey(column);
    }

    /** Columns that have a number, and nothing else. */
    List<String> numeric() {
        List<String> found = new ArrayList<>();
        this.numbers.forEach((name, number) -> {
            if (this.numeric[number] && !this.text[number]) {
                found.add(name);
            }
        });
        return found;
    }

}
