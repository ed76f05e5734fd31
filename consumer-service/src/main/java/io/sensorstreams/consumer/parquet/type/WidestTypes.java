package io.sensorstreams.consumer.parquet.type;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers the widest type that each column of a partition had, so that the next file
 * starts with it and not with another change of types. Columns are identified by name, in
 * files with any set of columns. It has no memory across restarts. Not thread-safe.
 */
public final class WidestTypes {

    /** For one more, the type that was changed the longest time ago is forgotten. */
    private static final int MOST_COLUMNS = 100_000;

    private final Map<String, ColumnType> types = new LinkedHashMap<>();

    public ColumnType of(String column) {
        return this.types.getOrDefault(column, ColumnType.NULL);
    }

    public void add(List<String> columns, List<ColumnType> found) {
        for (int i = 0; i < columns.size(); i++) {
            ColumnType known = of(columns.get(i));
            ColumnType widest = known.join(found.get(i));
            if (!widest.equals(known)) {
                this.types.remove(columns.get(i));
                this.types.put(columns.get(i), widest);
            }
        }
        var oldest = this.types.keySet().iterator();
        for (int more = this.types.size() - MOST_COLUMNS; more > 0; more--) {
            oldest.next();
            oldest.remove();
        }
    }

}
