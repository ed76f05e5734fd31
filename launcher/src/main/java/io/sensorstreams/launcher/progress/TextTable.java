package io.sensorstreams.launcher.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Formats text in columns: the first one to the left, the others to the right. */
public final class TextTable {

    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(String... header) {
        add(header);
    }

    public void add(String... cells) {
        this.rows.add(List.of(cells));
    }

    public List<String> lines() {
        String format = IntStream.range(0, this.rows.get(0).size())
            .mapToObj((column) -> ((column == 0) ? "%-" : "%") + width(column) + "s")
            .collect(Collectors.joining("  "));
        return this.rows.stream().map((row) -> format.formatted(row.toArray()).stripTrailing()).toList();
    }

    private int width(int column) {
        return this.rows.stream().mapToInt((row) -> row.get(column).length()).max().orElse(0);
    }

}
