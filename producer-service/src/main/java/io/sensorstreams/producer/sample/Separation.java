package io.sensorstreams.producer.sample;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a delimiter and a quote split the start of a text.
 *
 * @param rows rows that are not blank
 * @param width number of cells that most rows have
 * @param top rows before the first one with that many cells
 * @param share share of the rows after those that have that many cells
 * @param columns kinds of the columns of these rows, without the first one
 */
public record Separation(char delimiter, char quote, List<SampleRow> rows, int width, int top, double share,
        Columns columns) {

    /** A sign of comments that is usual at the start of a file and within it. */
    static final String COMMENT = "#";

    /** Share of the rows that have the width of a delimiter. The others are invalid. */
    private static final double MOST = 0.9;

    static Separation of(String text, char delimiter, char quote, boolean whole) {
        return of(SampleRows.split(text, delimiter, quote, SampleRows.NONE, whole), delimiter, quote);
    }

    static Separation of(List<SampleRow> rows, char delimiter, char quote) {
        List<SampleRow> body = body(rows);
        int width = usualWidth(body);
        int top = 0;
        while (top < body.size() && !hasWidth(body.get(top), width)) {
            top++;
        }
        List<SampleRow> below = body.subList(top, body.size());
        long fitting = below.stream().filter((row) -> hasWidth(row, width)).count();
        double share = below.isEmpty() ? 0 : fitting / (double) below.size();
        Columns columns = Columns.of(below.subList(Math.min(1, below.size()), below.size()), width);
        return new Separation(delimiter, quote, rows, width, top, share, columns);
    }

    private static List<SampleRow> body(List<SampleRow> rows) {
        List<SampleRow> body = rows.stream().filter((row) -> !row.beginsWith(COMMENT)).toList();
        return body.isEmpty() ? rows : body;
    }

    private static boolean hasWidth(SampleRow row, int width) {
        return !row.fault() && row.size() == width;
    }

    /** Of widths that are equally usual, the largest. */
    private static int usualWidth(List<SampleRow> rows) {
        Map<Integer, Integer> counts = new HashMap<>();
        rows.stream().filter((row) -> !row.fault()).forEach((row) -> counts.merge(row.size(), 1, Integer::sum));
        int width = 0;
        for (Map.Entry<Integer, Integer> count : counts.entrySet()) {
            int compared = Integer.compare(count.getValue(), counts.getOrDefault(width, 0));
            if (compared > 0 || (compared == 0 && count.getKey() > width)) {
                width = count.getKey();
            }
        }
        return width;
    }

    /** Whether it separates nearly all rows, the first one included. */
    public boolean isFull() {
        return isPartial() && this.top == 0;
    }

    /** Whether it separates nearly all rows after some lines at the top. */
    public boolean isPartial() {
        return this.width > 1 && this.share >= MOST;
    }

    public long faults() {
        return this.rows.stream().filter(SampleRow::fault).count();
    }

    /** Rows that are not comments. */
    int count() {
        return body(this.rows).size();
    }

}
