package io.sensorstreams.producer.cells;

import java.util.ArrayList;
import java.util.List;

import io.sensorstreams.producer.dialect.Dialect;

/**
 * Splits rows by the documentation of {@link Dialect}, character by character, slowly and
 * simply. The texts are ISO-8859-1, so that a character is a byte.
 */
final class ReferenceSplitter {

    /**
     * One row.
     *
     * @param cells null for a row with a fault
     * @param end index after the row and its line end
     */
    record Row(List<String> cells, boolean comment, boolean quoted, int end) {

    }

    private final Dialect dialect;

    private final String text;

    private int at;

    private boolean quoted;

    private ReferenceSplitter(Dialect dialect, String text) {
        this.dialect = dialect;
        this.text = text;
    }

    static List<Row> split(Dialect dialect, String text) {
        ReferenceSplitter splitter = new ReferenceSplitter(dialect, text);
        List<Row> rows = new ArrayList<>();
        while (splitter.at < text.length()) {
            rows.add(splitter.row());
        }
        return rows;
    }

    private Row row() {
        int start = this.at;
        this.quoted = false;
        int lineEnd = this.text.indexOf('\n', start);
        int nextLine = (lineEnd < 0) ? this.text.length() : lineEnd + 1;
        if (!this.dialect.comment().isEmpty()) {
            skipBlanks();
            // The characters of a comment are bytes of UTF-8 in the text.
            if (this.text.startsWith(latin(this.dialect.comment()), this.at)) {
                this.at = nextLine;
                return new Row(List.of(), true, false, nextLine);
            }
            this.at = start;
        }
        List<String> cells = new ArrayList<>();
        while (true) {
            String cell = cell();
            if (cell == null) {
                this.at = nextLine;
                return new Row(null, false, this.quoted, nextLine);
            }
            cells.add(cell);
            if (this.at == this.text.length()) {
                return new Row(cells, false, this.quoted, this.at);
            }
            if (this.text.charAt(this.at++) == '\n') {
                return new Row(cells, false, this.quoted, this.at);
            }
        }
    }

    private static String latin(String text) {
        return new String(text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private boolean is(int index, String sign) {
        return !sign.isEmpty() && this.text.startsWith(sign, index);
    }

    private boolean isBlank(int index) {
        return (is(index, " ") || is(index, "\t")) && !is(index, this.dialect.delimiter());
    }

    private void skipBlanks() {
        while (this.dialect.trim() && isBlank(this.at)) {
            this.at++;
        }
    }

    /** Whether the row ends at an index: line feed or the end of the text. */
    private boolean isOver(int index) {
        return index >= this.text.length() || is(index, "\n");
    }

    /** Null for a fault. */
    private String cell() {
        skipBlanks();
        if (!is(this.at, this.dialect.quote())) {
            return plain(new StringBuilder());
        }
        this.quoted = true;
        this.at++;
        StringBuilder cell = new StringBuilder();
        while (true) {
            if (this.at >= this.text.length()) {
                return null;
            }
            if (is(this.at, this.dialect.escape())) {
                escaped(cell);
            }
            else if (!is(this.at, this.dialect.quote())) {
                cell.append(this.text.charAt(this.at++));
            }
            else if (is(this.at + 1, this.dialect.quote())) {
                cell.append(this.text.charAt(this.at));
                this.at += 2;
            }
            else {
                this.at++;
                return afterQuote(cell);
            }
        }
    }

    private String afterQuote(StringBuilder cell) {
        int closed = this.at;
        skipBlanks();
        if (is(this.at, "\r") && isOver(this.at + 1)) {
            this.at++;
            return cell.toString();
        }
        if (isOver(this.at) || is(this.at, this.dialect.delimiter())) {
            return cell.toString();
        }
        if (!this.dialect.lenientQuotes()) {
            return null;
        }
        this.at = closed;
        int kept = cell.length();
        while (!isOver(this.at) && !is(this.at, this.dialect.delimiter())) {
            cell.append(this.text.charAt(this.at++));
        }
        return end(cell, kept);
    }

    private String plain(StringBuilder cell) {
        int kept = 0;
        boolean escapes = this.dialect.quote().isEmpty();
        while (!isOver(this.at) && !is(this.at, this.dialect.delimiter())) {
            if (escapes && is(this.at, this.dialect.escape())) {
                this.quoted = true;
                escaped(cell);
                kept = cell.length();
            }
            else if (is(this.at, this.dialect.quote()) && !this.dialect.lenientQuotes()) {
                return null;
            }
            else {
                cell.append(this.text.charAt(this.at++));
            }
        }
        return end(cell, kept);
    }

    /** Removes what is no content at the end, after the characters that are kept. */
    private String end(StringBuilder cell, int kept) {
        if (isOver(this.at) && cell.length() > kept && cell.charAt(cell.length() - 1) == '\r') {
            cell.setLength(cell.length() - 1);
        }
        while (this.dialect.trim() && cell.length() > kept && isBlankChar(cell.charAt(cell.length() - 1))) {
            cell.setLength(cell.length() - 1);
        }
        return cell.toString();
    }

    private boolean isBlankChar(char c) {
        return (c == ' ' || c == '\t') && !this.dialect.delimiter().equals(String.valueOf(c));
    }

    private void escaped(StringBuilder cell) {
        int next = this.at + 1;
        boolean meaning = is(next, this.dialect.quote()) || is(next, this.dialect.escape())
                || is(next, this.dialect.delimiter()) || is(next, "\n") || is(next, "\r");
        if (!meaning) {
            cell.append(this.text.charAt(this.at));
            this.at = next;
            return;
        }
        int end = this.text.startsWith("\r\n", next) ? next + 2 : next + 1;
        cell.append(this.text, next, end);
        this.at = end;
    }

}
