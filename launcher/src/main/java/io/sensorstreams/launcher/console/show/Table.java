package io.sensorstreams.launcher.console.show;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.sensorstreams.launcher.progress.TextTable;

/**
 * A table that fits into the width of a terminal. Long texts are shortened first, then
 * optional columns are left out, the last one first.
 */
public final class Table {

    private static final int GAP = 2;

    private static final int SHORTEST = 8;

    private final List<Column> columns;

    private final List<List<String>> rows = new ArrayList<>();

    public Table(Column... columns) {
        this.columns = List.of(columns);
    }

    /** Adds a row. Control characters in its cells are replaced. */
    public void add(String... cells) {
        this.rows.add(Arrays.stream(cells).map(Printable::of).toList());
    }

    public boolean isEmpty() {
        return this.rows.isEmpty();
    }

    /**
     * Returns the lines of the table.
     * @param width most characters of a line; a table that cannot be that narrow is wider
     */
    public List<String> lines(int width) {
        List<Integer> shown = new ArrayList<>(IntStream.range(0, this.columns.size()).boxed().toList());
        boolean reducible = true;
        while (reducible && narrowest(shown) > width) {
            reducible = leaveOut(shown);
        }
        int[] widths = shown.stream().mapToInt(this::width).toArray();
        int excess = total(widths) - width;
        while (excess > 0) {
            Optional<Integer> longest = IntStream.range(0, widths.length)
                .boxed()
                .filter((index) -> this.columns.get(shown.get(index)).isElastic() && widths[index] > SHORTEST)
                .max(Comparator.comparingInt((index) -> widths[index]));
            if (longest.isEmpty()) {
                break;
            }
            widths[longest.get()]--;
            excess--;
        }
        return text(shown, widths);
    }

    /** Removes the last optional column. Returns whether there was one. */
    private boolean leaveOut(List<Integer> shown) {
        for (int index = shown.size() - 1; index >= 0; index--) {
            if (this.columns.get(shown.get(index)).isOptional()) {
                shown.remove(index);
                return true;
            }
        }
        return false;
    }

    private int narrowest(List<Integer> shown) {
        return total(shown.stream()
            .mapToInt((column) -> this.columns.get(column).isElastic() ? Math.min(SHORTEST, width(column))
                    : width(column))
            .toArray());
    }

    private static int total(int[] widths) {
        return Arrays.stream(widths).sum() + GAP * (widths.length - 1);
    }

    private int width(int column) {
        return this.rows.stream()
            .mapToInt((row) -> row.get(column).length())
            .reduce(this.columns.get(column).name().length(), Math::max);
    }

    private List<String> text(List<Integer> shown, int[] widths) {
        TextTable table = new TextTable(cells(shown, widths, this.columns.stream().map(Column::name).toList()));
        this.rows.forEach((row) -> table.add(cells(shown, widths, row)));
        return table.lines();
    }

    private String[] cells(List<Integer> shown, int[] widths, List<String> row) {
        return IntStream.range(0, widths.length)
            .mapToObj((index) -> cell(this.columns.get(shown.get(index)), row.get(shown.get(index)), widths[index]))
            .toArray(String[]::new);
    }

    private static String cell(Column column, String text, int width) {
        String cut = (text.length() <= width) ? text : text.substring(0, width - 1) + "…";
        String padding = " ".repeat(width - cut.length());
        return column.isNumber() ? padding + cut : cut + padding;
    }

}
