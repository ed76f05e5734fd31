package io.sensorstreams.producer.sample;

import java.util.List;

import io.sensorstreams.producer.sample.SampleRow.Cell;

/** Recognizes cells that are padded with blanks. */
public final class Padding {

    private static final int FEWEST_COLUMNS = 3;

    private static final int FEWEST_ROWS = 3;

    private Padding() {
    }

    /**
     * Whether the names in the first row are padded: all but the first one begin with a
     * blank, all but the last one end with one, or the columns of two have the same width
     * in each row. For the latter, padded values count as well. Blanks in values only are
     * a part of them.
     */
    public static boolean isPadded(List<SampleRow> rows) {
        return !rows.isEmpty() && rows.get(0).size() > 1 && (isLed(rows) || isTrailed(rows.get(0)) || isAligned(rows));
    }

    private static boolean isLed(List<SampleRow> rows) {
        SampleRow names = rows.get(0);
        if (!isLed(names)) {
            return false;
        }
        boolean more = rows.size() > 1
                && rows.stream().filter((row) -> row.size() == names.size()).allMatch(Padding::isLed);
        return names.size() >= FEWEST_COLUMNS || more;
    }

    /** Whether all names but the last one end with a blank. */
    private static boolean isTrailed(SampleRow names) {
        return names.size() >= FEWEST_COLUMNS && names.cells()
            .stream()
            .limit(names.size() - 1)
            .allMatch((cell) -> !cell.quoted() && cell.text().endsWith(" ") && !cell.text().isBlank());
    }

    private static boolean isLed(SampleRow row) {
        return row.cells().stream().skip(1).allMatch((cell) -> !cell.quoted() && cell.text().startsWith(" "));
    }

    private static boolean isAligned(List<SampleRow> rows) {
        SampleRow names = rows.get(0);
        List<SampleRow> equal = rows.stream().filter((row) -> row.size() == names.size() && !row.fault()).toList();
        int padded = 0;
        boolean named = false;
        for (int i = 0; i < names.size(); i++) {
            int column = i;
            Cell name = names.cells().get(i);
            if (equal.size() >= FEWEST_ROWS
                    && equal.stream().allMatch((row) -> isAligned(row.cells().get(column), name))) {
                named |= isPadded(name);
                padded += isPadded(name) ? 1 : 0;
                padded += equal.stream().skip(1).anyMatch((row) -> isPadded(row.cells().get(column))) ? 1 : 0;
            }
        }
        return named && padded > 1;
    }

    private static boolean isPadded(Cell cell) {
        return !cell.quoted() && !cell.text().isBlank() && !cell.text().equals(cell.trimmed());
    }

    private static boolean isAligned(Cell cell, Cell name) {
        return !cell.quoted() && cell.text().length() == name.text().length();
    }

}
