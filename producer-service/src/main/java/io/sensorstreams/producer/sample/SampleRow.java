package io.sensorstreams.producer.sample;

import java.util.List;

/**
 * A row at the start of a text.
 *
 * @param line number of lines before the row
 * @param fault whether the row breaks the rules of quotes; its cells are those of a line
 * without quotes then
 */
public record SampleRow(int line, List<Cell> cells, boolean fault) {

    /** The content of a cell, without its quotes. */
    public record Cell(String text, boolean quoted) {

        String trimmed() {
            return this.text.strip();
        }

    }

    public int size() {
        return this.cells.size();
    }

    public String text(int cell) {
        return this.cells.get(cell).trimmed();
    }

    public List<String> texts() {
        return this.cells.stream().map(Cell::trimmed).toList();
    }

    /** Whether the row is a blank line or has separators only. */
    boolean isBlank() {
        return this.cells.stream().allMatch((cell) -> !cell.quoted() && cell.text().isBlank());
    }

    /** Whether the line of the row begins with a sign. */
    public boolean beginsWith(String sign) {
        return !this.cells.get(0).quoted() && this.cells.get(0).text().startsWith(sign);
    }

}
