package io.sensorstreams.consumer.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.common.wire.RowDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Writes CSV as of <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>, but
 * with {@code \n} as the line end. The first line has the column names of the file's
 * first value. A value with the same columns in another order is written in the order of
 * the file.
 * <p>
 * {@code {"Time":"31/08/2023 23:59:00","PM10":27.0,"NO2":null}} becomes the line {@code
 * 31/08/2023 23:59:00,27.0,}: numbers keep their text, null and the empty string become
 * an empty cell, a nested value becomes its JSON text. A cell is quoted only when it
 * contains a comma, a quote, CR or LF. In a file with one column an empty cell is {@code
 * ""}, because readers skip empty lines.
 */
public final class CsvFormat implements LineFormat {

    private static final byte[] EMPTY_CELL = { '"', '"' };

    private static final boolean[] QUOTED = new boolean[256];

    static {
        for (char c : ",\"\r\n".toCharArray()) {
            QUOTED[c] = true;
        }
    }

    private final RowDecoder row = new RowDecoder();

    /** Columns of the current file; {@code ANY} before the first file. */
    private FileColumns file = FileColumns.ANY;

    /** Columns of the last value for which {@link #cells} was computed. */
    private List<String> valueColumns = List.of();

    private int valueHash;

    /** For each column of the file its cell in the value; empty when it does not fit. */
    private int[] cells = {};

    @Override
    public void read(byte @Nullable [] value) throws MalformedRowException {
        if (value == null) {
            throw new MalformedRowException("value is null (a tombstone), expected a JSON object");
        }
        this.row.decode(value);
        List<String> columns = this.row.columns();
        if (columns != this.valueColumns) {
            changeColumns(columns);
        }
    }

    private void changeColumns(List<String> columns) throws MalformedRowException {
        if (!columns.equals(this.valueColumns)) {
            for (String column : columns) {
                if (column.indexOf('\n') >= 0 || column.indexOf('\r') >= 0) {
                    throw new MalformedRowException("column '" + column + "' has a line break in its name");
                }
            }
            this.valueHash = FileColumns.hash(columns);
            this.cells = this.file.cellsOf(columns, this.valueHash);
        }
        this.valueColumns = columns;
    }

    @Override
    public boolean fits() {
        return this.cells.length > 0;
    }

    @Override
    public boolean fits(FileColumns columns) {
        return columns.cellsOf(this.valueColumns, this.valueHash).length > 0;
    }

    @Override
    public FileColumns file() {
        return this.file;
    }

    @Override
    public void continueFile(FileColumns columns) {
        this.file = columns;
        this.cells = columns.cellsOf(this.valueColumns, this.valueHash);
    }

    @Override
    public void startFile(LineBuffer out) {
        continueFile(new FileColumns(this.valueColumns));
        for (int i = 0; i < this.valueColumns.size(); i++) {
            byte[] name = this.valueColumns.get(i).getBytes(StandardCharsets.UTF_8);
            appendSeparator(out, i);
            appendCell(out, name, 0, name.length);
        }
        out.append((byte) '\n');
    }

    @Override
    public void resumeFile(byte[] firstLine) throws MalformedRowException {
        continueFile(new FileColumns(parseHeader(new String(firstLine, StandardCharsets.UTF_8))));
    }

    @Override
    public void appendLine(LineBuffer out) {
        for (int i = 0; i < this.cells.length; i++) {
            int cell = this.cells[i];
            appendSeparator(out, i);
            if (this.row.isNumber(cell)) {
                out.append(this.row.bytes(cell), this.row.start(cell), this.row.end(cell));
            }
            else if (this.row.isNull(cell)) {
                appendCell(out, EMPTY_CELL, 0, 0);
            }
            else {
                appendCell(out, this.row.bytes(cell), this.row.start(cell), this.row.end(cell));
            }
        }
        out.append((byte) '\n');
    }

    private static void appendSeparator(LineBuffer out, int column) {
        if (column > 0) {
            out.append((byte) ',');
        }
    }

    private void appendCell(LineBuffer out, byte[] text, int from, int to) {
        if (from == to && this.cells.length == 1) {
            out.append(EMPTY_CELL, 0, 2);
        }
        else if (mustQuote(text, from, to)) {
            appendQuoted(out, text, from, to);
        }
        else {
            out.append(text, from, to);
        }
    }

    private static boolean mustQuote(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (QUOTED[text[i] & 0xff]) {
                return true;
            }
        }
        return false;
    }

    private static void appendQuoted(LineBuffer out, byte[] text, int from, int to) {
        out.append((byte) '"');
        for (int i = from; i < to; i++) {
            if (text[i] == '"') {
                out.append((byte) '"');
            }
            out.append(text[i]);
        }
        out.append((byte) '"');
    }

    /** Parses a header line in the form that {@link #startFile} writes. */
    private static List<String> parseHeader(String line) throws MalformedRowException {
        List<String> columns = new ArrayList<>();
        int at = 0;
        do {
            int end = cellEnd(line, at);
            String cell = line.substring(at, end);
            columns.add(cell.startsWith("\"") ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"") : cell);
            at = end + 1;
        }
        while (at <= line.length());
        return List.copyOf(columns);
    }

    private static int cellEnd(String line, int from) throws MalformedRowException {
        if (!line.startsWith("\"", from)) {
            int comma = line.indexOf(',', from);
            return (comma < 0) ? line.length() : comma;
        }
        int quote = line.indexOf('"', from + 1);
        while (line.startsWith("\"\"", quote) && quote >= 0) {
            quote = line.indexOf('"', quote + 2);
        }
        if (quote < 0 || (quote + 1 < line.length() && line.charAt(quote + 1) != ',')) {
            throw new MalformedRowException("not a CSV header: '" + line + "'");
        }
        return quote + 1;
    }

}
