package io.sensorstreams.producer.sample;

import java.util.ArrayList;
import java.util.List;

/** Tells rows of values from rows of names. */
public final class Readings {

    /** Numbers that may be names of columns. */
    private static final int FIRST_YEAR = 1900;

    private static final int LAST_YEAR = 2100;

    private static final int FEWEST_ROWS = 2;

    private Readings() {
    }

    /**
     * Whether a row is one of values, as those below it: it has a number or a time in
     * each column in which they have one. Numbers that are years, or count columns, are
     * names.
     */
    public static boolean isReading(SampleRow row, List<SampleRow> below) {
        List<SampleRow> comparable = below.stream().filter((other) -> other.size() == row.size()).toList();
        if (comparable.isEmpty()) {
            return isAlone(row);
        }
        Columns columns = Columns.of(comparable, row.size());
        List<String> numbers = new ArrayList<>();
        boolean timed = false;
        for (int i = 0; i < row.size(); i++) {
            CellKind expected = columns.kinds().get(i);
            CellKind kind = CellKind.of(row.text(i));
            if (expected.isTyped() && kind != expected && kind != CellKind.MISSING) {
                return false;
            }
            timed |= kind == CellKind.TIME && expected == kind;
            if (kind == CellKind.NUMBER && expected == kind) {
                numbers.add(row.text(i));
            }
        }
        return timed || numbers.stream().anyMatch(Readings::isValue)
                || (comparable.size() >= FEWEST_ROWS && areValues(row, numbers));
    }

    private static boolean isAlone(SampleRow row) {
        boolean timed = row.texts()
            .stream()
            .anyMatch((cell) -> CellKind.of(cell) == CellKind.TIME && cell.contains(":"));
        boolean valued = row.texts().stream().anyMatch((cell) -> CellKind.of(cell) == CellKind.NUMBER);
        boolean epoch = row.texts().stream().anyMatch(CellKind::isEpoch);
        return (timed && (valued || row.size() == 1)) || (epoch && row.size() > 1);
    }

    private static boolean isValue(String number) {
        return !number.matches("\\d+") || CellKind.isEpoch(number);
    }

    private static boolean areValues(SampleRow row, List<String> numbers) {
        if (numbers.isEmpty() || row.size() == 1 || row.texts().stream().anyMatch(String::isBlank)
                || numbers.stream().anyMatch((number) -> number.length() > 9)) {
            return false;
        }
        int previous = Integer.parseInt(numbers.get(0)) - 1;
        boolean counting = previous <= 0;
        boolean years = true;
        for (String number : numbers) {
            int value = Integer.parseInt(number);
            counting &= value == previous + 1;
            years &= value >= FIRST_YEAR && value <= LAST_YEAR;
            previous = value;
        }
        return !counting && !years;
    }

}
