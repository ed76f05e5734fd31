package io.sensorstreams.launcher.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Formats text in columns. The first column is aligned to the left, the others to the
 * right.
 */
public final class TextTable {

    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(String... header) {
        add(header);
    }

    public void add(String... cells) {
        this.rows.add(List.of(cells));
    }

    public List<String> lines() {
        List<Integer> widths = IntStream.range(0, this.rows.get(0).size()).mapToObj(this::width).toList();
        return this.rows.stream().map((row) -> line(row, widths)).toList();
    }

    private int width(int column) {
        return this.rows.stream().mapToInt((row) -> row.get(column).length()).max().orElse(0);
    }

    private static String line(List<String> row, List<Integer> widths) {
        return IntStream.range(0, row.size())
            .mapToObj((column) -> cell(column, row.get(column), widths.get(column)))
            .collect(Collectors.joining("  "))
            .stripTrailing();
    }

    private static String cell(int column, String text, int width) {
        String padding = " ".repeat(width - text.length());
        return (column == 0) ? text + padding : padding + text;
    }

}
