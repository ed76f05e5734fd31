package io.sensorstreams.producer.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

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
     * names, and so may be numbers that ascend beside a text. A time is never a name.
     */
    public static boolean isReading(SampleRow row, List<SampleRow> below) {
        List<SampleRow> comparable = comparable(row, below);
        return mayBeReading(row, below)
                && (comparable.isEmpty() || !mayBeNames(row, comparable, Columns.of(comparable, row.size())));
    }

    private static List<SampleRow> comparable(SampleRow row, List<SampleRow> below) {
        return below.stream().filter((other) -> other.size() == row.size()).toList();
    }

    /** Whether a row is a reading if the names of its columns are elsewhere. */
    static boolean mayBeReading(SampleRow row, List<SampleRow> below) {
        List<SampleRow> comparable = comparable(row, below);
        if (comparable.isEmpty()) {
            return isAlone(row);
        }
        Columns columns = Columns.of(comparable, row.size());
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            CellKind expected = columns.kinds().get(i);
            CellKind kind = CellKind.of(row.text(i));
            if (expected.isTyped() && kind != expected && kind != CellKind.MISSING) {
                return false;
            }
            if (kind == CellKind.NUMBER && expected == kind) {
                numbers.add(row.text(i));
            }
        }
        return hasTime(row, comparable, columns) || numbers.stream().anyMatch(Readings::isValue)
                || (comparable.size() >= FEWEST_ROWS && areValues(row, numbers));
    }

    /** Whether the numbers of a row may be names, such as depths or wavelengths. */
    private static boolean mayBeNames(SampleRow row, List<SampleRow> below, Columns columns) {
        List<String> numbers = IntStream.range(0, row.size())
            .filter((i) -> columns.kinds().get(i) == CellKind.NUMBER)
            .mapToObj(row::text)
            .filter((cell) -> CellKind.of(cell) == CellKind.NUMBER)
            .toList();
        return !hasTime(row, below, columns) && isAscending(numbers) && hasName(row, below, columns);
    }

    /** Whether a row is a reading because it has a time where those below have one. */
    public static boolean isTimed(SampleRow row, List<SampleRow> below) {
        List<SampleRow> comparable = comparable(row, below);
        return !comparable.isEmpty() && isReading(row, below)
                && hasTime(row, comparable, Columns.of(comparable, row.size()));
    }

    private static boolean hasTime(SampleRow row, List<SampleRow> below, Columns columns) {
        return IntStream.range(0, row.size()).anyMatch((i) -> switch (columns.kinds().get(i)) {
            case TIME -> CellKind.of(row.text(i)) == CellKind.TIME;
            case NUMBER -> CellKind.isEpoch(row.text(i))
                    && below.stream().filter((other) -> CellKind.isEpoch(other.text(i))).count() * 2 > below.size();
            default -> false;
        });
    }

    private static boolean isAscending(List<String> numbers) {
        double previous = Double.NEGATIVE_INFINITY;
        for (String number : numbers) {
            double value;
            try {
                value = Double.parseDouble(number.replace(',', '.'));
            }
            catch (NumberFormatException e) {
                return false;
            }
            if (value <= previous) {
                return false;
            }
            previous = value;
        }
        return true;
    }

    /** Whether a row has a text, or nothing, where it may have the name of texts. */
    private static boolean hasName(SampleRow row, List<SampleRow> below, Columns columns) {
        return IntStream.range(0, row.size()).anyMatch((i) -> {
            boolean texts = columns.kinds().get(i) == CellKind.TEXT;
            String cell = row.text(i);
            return (cell.isEmpty() && (texts || i == 0))
                    || (texts && CellKind.of(cell) == CellKind.TEXT && !isOneOf(cell, i, below));
        });
    }

    /** Whether a text is repeated, or numbered as others are: A, B or S1, S2. */
    private static boolean isOneOf(String text, int column, List<SampleRow> below) {
        boolean numbered = text.length() == 1 || text.chars().anyMatch(Character::isDigit);
        return below.stream()
            .map((row) -> row.text(column))
            .anyMatch((other) -> other.equals(text) || (numbered && shape(other).equals(shape(text))));
    }

    private static String shape(String text) {
        return text.replaceAll("\\p{Lu}", "A").replaceAll("\\p{Ll}", "a").replaceAll("\\d", "0");
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
