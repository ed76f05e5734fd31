package io.sensorstreams.producer.cells;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import io.sensorstreams.fuzz.Dialects;
import io.sensorstreams.fuzz.Input;
import io.sensorstreams.fuzz.Verify;
import io.sensorstreams.producer.dialect.Dialect;
import io.sensorstreams.producer.dialect.DialectCheck;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * Splits any text by any dialect. Each byte belongs to one row, in any piece of the text
 * the rows are the same, and they are those of other readers: of a simple one, and for
 * RFC 4180 of Commons CSV.
 */
public final class CellsFuzz {

    private static final int MOST = 4 * 1024;

    private CellsFuzz() {
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        Dialect dialect = Dialects.read(input);
        byte[] text = input.longRest(MOST);
        if (!DialectCheck.faults(dialect).isEmpty()) {
            return;
        }
        List<ReferenceSplitter.Row> expected = ReferenceSplitter.split(dialect, new String(text, ISO_8859_1));
        check(Cells.of(dialect), text, expected);
        if (CsvSplitter.reads(dialect)) {
            check(new DialectSplitter(dialect), text, expected);
            compareWithLibrary(text, expected);
        }
        numbers(dialect, text, expected);
    }

    private static void check(Cells cells, byte[] text, List<ReferenceSplitter.Row> expected) {
        int at = 0;
        for (ReferenceSplitter.Row row : expected) {
            int end = cells.split(text, at, text.length, true);
            Verify.equal(end, row.end(), "end of the row at " + at);
            Verify.equal(cells.fault() == null, row.cells() != null, "row at " + at + " is valid: " + cells.fault());
            if (cells.fault() == null) {
                Verify.equal(texts(cells), row.cells(), "cells of the row at " + at);
                Verify.equal(cells.isQuoted(), row.quoted(), "row at " + at + " is quoted");
                Verify.equal(cells.isNoRow(1) && cells.isNoRow(2), row.comment() || isBlank(cells, row),
                        "row at " + at + " is none");
            }
            pieces(cells, text, at, row);
            at = end;
        }
        Verify.equal(at, text.length, "bytes of all rows");
    }

    private static boolean isBlank(Cells cells, ReferenceSplitter.Row row) {
        return cells.isNoRow(1) && !row.quoted() && row.cells().stream().allMatch(String::isEmpty);
    }

    /** A row of a part of the text is either the same one or incomplete. */
    private static void pieces(Cells cells, byte[] text, int from, ReferenceSplitter.Row row) {
        int step = Math.max(1, (row.end() + 2 - from) / 5);
        for (int to = from; to <= Math.min(text.length, row.end() + 1); to += step) {
            int end = cells.split(text, from, to, false);
            boolean valid = row.cells() != null && cells.fault() == null;
            Verify.that(end == Cells.INCOMPLETE || (end == row.end() && (cells.fault() == null) == (row.cells() != null)
                    && (!valid || texts(cells).equals(row.cells()))), message(from, to, end, row));
        }
    }

    private static java.util.function.Supplier<String> message(int from, int to, int end, ReferenceSplitter.Row row) {
        return () -> "the bytes from " + from + " to " + to + " have a row that ends at " + end + ", expected " + row;
    }

    private static List<String> texts(Cells cells) {
        List<String> texts = new ArrayList<>();
        if (cells.isNoRow(2) && cells.isNoRow(1) && cells.size() == 0) {
            return texts;
        }
        for (int i = 0; i < cells.size(); i++) {
            texts.add(new String(cells.bytes(i), cells.start(i), cells.end(i) - cells.start(i), ISO_8859_1));
        }
        return texts;
    }

    /** The library takes a carriage return alone for the end of a row. */
    private static void compareWithLibrary(byte[] text, List<ReferenceSplitter.Row> rows) {
        String string = new String(text, ISO_8859_1);
        if (string.replace("\r\n", "").indexOf('\r') >= 0 || rows.stream().anyMatch((row) -> row.cells() == null)) {
            return;
        }
        List<List<String>> found = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(new StringReader(string), CSVFormat.RFC4180)) {
            parser.forEach((row) -> found.add(row.toList()));
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Verify.equal(rows.stream().map(ReferenceSplitter.Row::cells).toList(), found, "rows of Commons CSV");
    }

    /** A number of a dialect is the same number without its separators. */
    private static void numbers(Dialect dialect, byte[] text, List<ReferenceSplitter.Row> rows) {
        LocalNumbers numbers = LocalNumbers.of(dialect);
        if (numbers == null || rows.isEmpty() || rows.get(0).cells() == null) {
            return;
        }
        for (String cell : rows.get(0).cells()) {
            byte[] bytes = cell.getBytes(ISO_8859_1);
            if (numbers.read(bytes, 0, bytes.length)) {
                String read = new String(numbers.bytes(), 0, numbers.length(), ISO_8859_1);
                String groups = new String(dialect.thousands().getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        ISO_8859_1);
                String plain = (groups.isEmpty() ? cell : cell.replace(groups, "")).replace(dialect.decimal(), ".");
                Verify.equal(read, plain, "number '" + cell + "'");
            }
        }
    }

}
