package io.sensorstreams.producer.sample;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Names of columns that a header line does not have as they are. All methods return an
 * empty list when there are no valid names.
 */
public final class HeaderNames {

    /** Most characters of given names together: they are stored with the position. */
    public static final int MAX_CHARACTERS = 10_000;

    private HeaderNames() {
    }

    /** Names that a dialect can have. */
    static List<String> valid(List<String> names) {
        boolean broken = names.stream()
            .anyMatch((name) -> name.isBlank() || name.chars().anyMatch(Character::isISOControl));
        boolean distinct = new HashSet<>(names).size() == names.size();
        boolean few = names.stream().mapToInt(String::length).sum() <= MAX_CHARACTERS;
        return (!broken && distinct && few) ? List.copyOf(names) : List.of();
    }

    /**
     * The rows have a delimiter at their end and the header line has none, or the
     * reverse, or the first column has no name.
     * @param below rows of values with {@code width} cells
     */
    static List<String> uneven(SampleRow names, List<SampleRow> below, int width) {
        if (names.fault() || names.size() < 2
                || names.texts().stream().anyMatch((cell) -> CellKind.of(cell).isTyped())) {
            return List.of();
        }
        List<String> columns = new ArrayList<>(names.texts());
        if (names.size() > width && names.texts().stream().skip(width).allMatch(String::isEmpty)) {
            return valid(columns.subList(0, width));
        }
        if (names.size() < width && below.stream()
            .allMatch((row) -> row.texts().stream().skip(names.size()).allMatch(String::isEmpty))) {
            for (int i = names.size(); i < width; i++) {
                columns.add("column" + (i + 1));
            }
            return valid(columns);
        }
        if (names.size() == width - 1 && isIndex(below)) {
            columns.add(0, "column1");
            return valid(columns);
        }
        return List.of();
    }

    /** Whether the first column numbers the rows. */
    private static boolean isIndex(List<SampleRow> rows) {
        String first = rows.get(0).text(0);
        if (!first.equals("0") && !first.equals("1")) {
            return false;
        }
        int number = Integer.parseInt(first);
        for (SampleRow row : rows) {
            if (!row.text(0).equals(String.valueOf(number))) {
                return false;
            }
            number++;
        }
        return rows.size() > 1;
    }

    /** The names in two rows of the same width. */
    static List<String> joined(SampleRow upper, SampleRow lower) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < upper.size(); i++) {
            names.add((upper.text(i) + " " + lower.text(i)).strip());
        }
        return valid(names);
    }

}
