package io.sensorstreams.producer.cells;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives each column a name of its own. */
public final class ColumnNames {

    private ColumnNames() {
    }

    /** Name of the column at an index from 0 when it has none in the file. */
    public static String numbered(int index) {
        return "column" + (index + 1);
    }

    /**
     * Numbers blank names by their column, {@code column4}, and repeated names by their
     * repetition, {@code PM2.5_2}. Names that occur in the file stay.
     */
    public static List<String> distinct(List<String> names) {
        Set<String> inFile = new HashSet<>(names);
        Set<String> used = new HashSet<>();
        Map<String, Integer> repeated = new HashMap<>();
        List<String> distinct = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            boolean blank = names.get(i).isBlank();
            String name = blank ? numbered(i) : names.get(i);
            String chosen = name;
            while (((blank || !chosen.equals(name)) && inFile.contains(chosen)) || !used.add(chosen)) {
                chosen = name + "_" + (1 + repeated.merge(name, 1, Integer::sum));
            }
            distinct.add(chosen);
        }
        return List.copyOf(distinct);
    }

}
