package io.sensorstreams.producer.sample;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Kinds of the columns of rows: a column is {@link CellKind#NUMBER} or
 * {@link CellKind#TIME} when nearly all of its values are.
 */
public record Columns(List<CellKind> kinds) {

    /** Judges those rows that have a number of cells. */
    public static Columns of(List<SampleRow> rows, int width) {
        List<CellKind> kinds = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            kinds.add(kind(rows, i, width));
        }
        return new Columns(kinds);
    }

    private static CellKind kind(List<SampleRow> rows, int column, int width) {
        List<CellKind> values = rows.stream()
            .filter((row) -> row.size() == width && !row.fault())
            .map((row) -> CellKind.of(row.text(column)))
            .filter((kind) -> kind != CellKind.MISSING)
            .toList();
        if (values.isEmpty()) {
            return CellKind.MISSING;
        }
        return Stream.of(CellKind.NUMBER, CellKind.TIME)
            .filter((kind) -> Collections.frequency(values, kind) * 10 >= values.size() * 9)
            .findFirst()
            .orElse(CellKind.TEXT);
    }

    public int typed() {
        return (int) this.kinds.stream().filter(CellKind::isTyped).count();
    }

    boolean hasTime() {
        return this.kinds.contains(CellKind.TIME);
    }

    /**
     * Whether a row has names, or units, where these columns have numbers and times.
     */
    public boolean areNamedBy(SampleRow row) {
        int named = 0;
        for (int i = 0; i < this.kinds.size(); i++) {
            if (this.kinds.get(i).isTyped()) {
                CellKind kind = CellKind.of(row.text(i));
                if (kind.isTyped()) {
                    return false;
                }
                named += (kind == CellKind.TEXT) ? 1 : 0;
            }
        }
        return named > 0;
    }

}
