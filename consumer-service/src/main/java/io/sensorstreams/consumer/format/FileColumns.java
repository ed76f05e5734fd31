package io.sensorstreams.consumer.format;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Columns of one output file, in the order of the file. A value fits the file when it has
 * the same set of columns, in any order. The time of each method is proportional to the
 * number of columns, whatever their names are. Not thread-safe.
 */
public class FileColumns {

    /** Columns of a file without a header, which every value fits. */
    static final FileColumns ANY = new FileColumns(List.of());

    private static final int[] NONE = {};

    private final List<String> names;

    private final int hash;

    /** Columns of the last value that fitted. */
    private List<String> valueNames;

    /** For each column of the file its cell in a value with {@link #valueNames}. */
    private int[] cells;

    public FileColumns(List<String> names) {
        this.names = names;
        this.hash = hash(names);
        this.valueNames = names;
        this.cells = new int[names.size()];
        for (int i = 0; i < this.cells.length; i++) {
            this.cells[i] = i;
        }
    }

    /** Hash of a set of columns; it does not depend on their order. */
    public static int hash(List<String> names) {
        int sum = 0;
        for (String name : names) {
            sum += name.hashCode();
        }
        return sum;
    }

    /** Whether both have the same set of columns. */
    public boolean isSameSetAs(FileColumns other) {
        return this == other || cellsOf(other.names, other.hash).length > 0;
    }

    /** Names in the order of the file. */
    public List<String> names() {
        return this.names;
    }

    public int size() {
        return this.names.size();
    }

    /**
     * Finds the cells of a value whose columns have this {@link #hash} and no duplicates.
     * @return for each column of the file its cell; empty when the value does not fit
     */
    public int[] cellsOf(List<String> columns, int hashOfColumns) {
        if (columns.size() != this.names.size() || hashOfColumns != this.hash) {
            return NONE;
        }
        if (!columns.equals(this.valueNames)) {
            int[] found = find(columns);
            if (found.length == 0) {
                return NONE;
            }
            this.valueNames = columns;
            this.cells = found;
        }
        return this.cells;
    }

    /** Builds the map each time, because a map of very many columns takes much memory. */
    private int[] find(List<String> columns) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            places.put(columns.get(i), i);
        }
        int[] found = new int[this.names.size()];
        for (int i = 0; i < found.length; i++) {
            Integer place = places.get(this.names.get(i));
            if (place == null) {
                return NONE;
            }
            found[i] = place;
        }
        return found;
    }

}
