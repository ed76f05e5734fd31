package io.sensorstreams.consumer.series;

import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Finds the column of times in the first rows of a file: all its cells that are not empty
 * are times of one kind. Not thread-safe.
 */
final class TimeColumns {

    private static final String USUAL = "time";

    /** Kinds that all cells of a column so far may be of. */
    private final Map<String, Set<Axis.Kind>> kinds = new LinkedHashMap<>();

    /** Adds the cells of a row. */
    void add(Lines row) {
        List<String> columns = row.columns();
        for (int i = 0; i < columns.size(); i++) {
            int start = row.start(i);
            int end = row.end(i);
            Set<Axis.Kind> known = this.kinds.get(columns.get(i));
            if (start == end || (known != null && known.isEmpty())) {
                continue;
            }
            Set<Axis.Kind> found = Axis.kindsOf(row.bytes(i), start, end);
            if (known == null) {
                this.kinds.put(columns.get(i), found);
            }
            else {
                known.retainAll(found);
            }
        }
    }

    /**
     * Returns the column of times.
     * @param wanted the only column that may be it; null for the first one. Numbers are
     * times only in a column that is wanted, or whose name is Time
     * @return null when there is none
     */
    @Nullable String find(@Nullable String wanted) {
        Collection<String> candidates = (wanted != null) ? List.of(wanted) : this.kinds.keySet();
        for (String column : candidates) {
            boolean numbers = wanted != null || column.equalsIgnoreCase(USUAL);
            Set<Axis.Kind> found = kindsOf(column);
            if (found.contains(Axis.Kind.TIMES) || found.contains(Axis.Kind.MONTH_FIRST)
                    || (numbers && !found.isEmpty())) {
                return column;
            }
        }
        return null;
    }

    /** Kinds that the cells of a column may be of, the most likely one first. */
    Set<Axis.Kind> kindsOf(String column) {
        return this.kinds.getOrDefault(column, EnumSet.noneOf(Axis.Kind.class));
    }

}
