package io.sensorstreams.producer.sample;

import java.util.ArrayList;
import java.util.List;

import io.sensorstreams.producer.sample.SampleRow.Cell;
import org.jspecify.annotations.Nullable;

/**
 * Splits the start of a text into rows. Simpler than the reader of rows, and slower. Not
 * thread-safe.
 */
public final class SampleRows {

    /** Stands for no quote and for no escape. */
    public static final char NONE = '\0';

    private static final int MAX_ROWS = 400;

    /** Characters that are read in vain for closing quotes. */
    private static final int MAX_UNCLOSED = 1 << 20;

    private final String text;

    private final char delimiter;

    private final char quote;

    private final char escape;

    private final boolean whole;

    private int at;

    private int line;

    private List<Cell> cells = List.of();

    private boolean fault;

    private int unclosed;

    /** Whether the text may end within a quoted cell. */
    private boolean torn;

    private SampleRows(String text, char delimiter, char quote, char escape, boolean whole) {
        this.text = text;
        this.delimiter = delimiter;
        this.quote = quote;
        this.escape = escape;
        this.whole = whole;
    }

    /**
     * Splits a text into its first rows, without blank ones.
     * @param whole whether the text ends with its last row; otherwise a row without an
     * end is left out
     */
    public static List<SampleRow> split(String text, char delimiter, char quote, char escape, boolean whole) {
        SampleRows rows = new SampleRows(text, delimiter, quote, escape, whole);
        List<SampleRow> split = new ArrayList<>();
        SampleRow row = rows.next();
        while (row != null && split.size() < MAX_ROWS) {
            if (!row.isBlank()) {
                split.add(row);
            }
            row = rows.next();
        }
        return split;
    }

    private @Nullable SampleRow next() {
        if (this.at >= this.text.length()) {
            return null;
        }
        int start = this.at;
        this.cells = new ArrayList<>();
        this.fault = false;
        boolean more = true;
        while (more && !this.fault) {
            more = cell();
        }
        if (this.torn) {
            return null;
        }
        if (this.fault) {
            this.at = start;
            plainLine();
        }
        boolean ended = this.at > start && this.text.charAt(this.at - 1) == '\n';
        SampleRow row = (ended || this.whole) ? new SampleRow(this.line, this.cells, this.fault) : null;
        this.line += (int) this.text.substring(start, this.at).chars().filter((c) -> c == '\n').count();
        return row;
    }

    /** Reads a cell and what ends it; returns whether the row has a further one. */
    private boolean cell() {
        if (this.quote != NONE && this.at < this.text.length() && this.text.charAt(this.at) == this.quote) {
            return quotedCell();
        }
        int end = this.at;
        while (end < this.text.length() && this.text.charAt(end) != this.delimiter && this.text.charAt(end) != '\n') {
            this.fault |= this.text.charAt(end) == this.quote && this.quote != NONE;
            end++;
        }
        return add(this.at, end);
    }

    private boolean quotedCell() {
        StringBuilder content = new StringBuilder();
        int i = this.at + 1;
        while (i < this.text.length() && this.unclosed < MAX_UNCLOSED) {
            char c = this.text.charAt(i);
            boolean followed = i + 1 < this.text.length();
            if (this.escape != NONE && c == this.escape && followed) {
                i++;
            }
            else if (c == this.quote && followed && this.text.charAt(i + 1) == this.quote) {
                i++;
            }
            else if (c == this.quote) {
                this.cells.add(new Cell(content.toString(), true));
                return endQuoted(i + 1);
            }
            content.append(this.text.charAt(i));
            i++;
        }
        this.unclosed += i - this.at;
        this.torn = !this.whole && this.quote == '"';
        this.fault = true;
        return false;
    }

    private boolean endQuoted(int end) {
        boolean ended = this.text.startsWith("\r", end)
                && (end + 1 == this.text.length() || this.text.charAt(end + 1) == '\n');
        int next = ended ? end + 1 : end;
        if (next == this.text.length()) {
            this.at = next;
            return false;
        }
        char c = this.text.charAt(next);
        this.fault = c != this.delimiter && c != '\n';
        this.at = next + 1;
        return c == this.delimiter;
    }

    private void plainLine() {
        this.cells = new ArrayList<>();
        boolean more = true;
        while (more) {
            int end = this.at;
            while (end < this.text.length() && this.text.charAt(end) != this.delimiter
                    && this.text.charAt(end) != '\n') {
                end++;
            }
            more = add(this.at, end);
        }
    }

    private boolean add(int from, int end) {
        boolean lineEnd = end == this.text.length() || this.text.charAt(end) == '\n';
        int to = (lineEnd && end > from && this.text.charAt(end - 1) == '\r') ? end - 1 : end;
        this.cells.add(new Cell(this.text.substring(from, to), false));
        this.at = Math.min(end + 1, this.text.length());
        return !lineEnd;
    }

}
