package io.sensorstreams.producer.csv;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import com.github.luben.zstd.Zstd;
import io.sensorstreams.consumer.format.CsvFormat;
import io.sensorstreams.fuzz.CsvFile;
import io.sensorstreams.fuzz.Dialects;
import io.sensorstreams.fuzz.Input;
import io.sensorstreams.fuzz.JsonText;
import io.sensorstreams.fuzz.Verify;
import io.sensorstreams.producer.dialect.Dialect;
import io.sensorstreams.producer.dialect.DialectCheck;
import io.sensorstreams.producer.row.FileFormat;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rejection;
import io.sensorstreams.producer.row.Rows.Step;
import io.sensorstreams.producer.row.SourceException;
import io.sensorstreams.producer.time.TimeOptions;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Reads files of any content. Each row is a valid record value or is rejected with its
 * line. The rows are the same after each position where reading continues, from the end,
 * compressed, in another encoding, and as the consumer writes them.
 */
public final class RowsFuzz {

    private static final int MOST = 8 * 1024;

    private static final CsvOptions OPTIONS = new CsvOptions(false, List.of("---", ""),
            new TimeOptions(List.of("Time"), "auto", null), "Station");

    private static final Path DIRECTORY = directory();

    private static Path directory() {
        try {
            Path directory = Files.createTempDirectory("fuzz-rows");
            directory.toFile().deleteOnExit();
            return directory;
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was read: values, null for a rejected row. */
    private record Table(List<String> header, List<String> values, List<Position> positions, List<Rejection> rejections,
            boolean broken) {

    }

    private RowsFuzz() {
    }

    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        Input input = new Input(bytes);
        Dialect dialect = Dialects.read(input);
        Dialect read = new Dialect(dialect.delimiter(), dialect.quote(), dialect.escape(), dialect.decimal(),
                dialect.thousands(), "UTF-8", input.choice(3), input.oneOf(1, 0, 3), List.of(), input.choice(3),
                dialect.comment(), dialect.trim(), dialect.lenientQuotes(), dialect.blankRows());
        int variant = input.choice(6);
        byte[] text = input.longRest(MOST);
        if (!DialectCheck.faults(read).isEmpty()) {
            return;
        }
        CsvText file = file("A.csv", text, read);
        Table table = read(file, false, Position.BEGINNING);
        if (table == null) {
            return;
        }
        check(table, text, read);
        positions(file, table, false);
        Table reversed = read(file, true, Position.BEGINNING);
        Verify.that(reversed != null, () -> "the file can be read from its start only");
        if (table.rejections.isEmpty() && reversed.rejections.isEmpty()) {
            Collections.reverse(reversed.values);
            Verify.equal(reversed.values, table.values, "rows from the end");
        }
        else {
            positions(file, reversed, true);
        }
        switch (variant) {
            case 1 -> same(file("A.csv.gz", gzip(text), read), table);
            case 2 -> same(file("A.csv.zst", Zstd.compress(text), read), table);
            case 3 -> encoded(text, read, table, "UTF-16LE");
            case 4 -> encoded(text, read, table, "windows-1252");
            case 5 -> damaged(text, read, table);
            default -> {
            }
        }
    }

    private static CsvText file(String name, byte[] content, Dialect dialect) throws IOException {
        Path path = DIRECTORY.resolve(name);
        Files.write(path, content);
        path.toFile().deleteOnExit();
        return new CsvText(name, path, false).in(new FileFormat(dialect, null, List.of()));
    }

    private static byte[] gzip(byte[] text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text);
        }
        return out.toByteArray();
    }

    /** Null when the file is refused before its first row. */
    private static Table read(CsvText file, boolean reversed, Position from) throws IOException {
        Table table = null;
        try (CsvRows rows = CsvRows.open(file, OPTIONS.inOrder(reversed), from)) {
            table = new Table(rows.header(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), false);
            long passed = from.bytes();
            int steps = 0;
            Step step = rows.next();
            while (step != Step.END) {
                Verify.that(steps++ <= MOST + 10, () -> "the rows do not end");
                if (step == Step.ROW || step == Step.REJECTED) {
                    long before = passed;
                    passed = rows.position().bytes();
                    long now = passed;
                    Verify.that(now > before, () -> "a row from " + before + " to " + now);
                    add(table, rows, step);
                }
                step = rows.next();
            }
        }
        catch (SourceException e) {
            Verify.message(e, 2_000);
            return (table == null) ? null
                    : new Table(table.header, table.values, table.positions, table.rejections, true);
        }
        return table;
    }

    private static void add(Table table, CsvRows rows, Step step) throws IOException {
        table.values.add((step == Step.ROW) ? new String(rows.value(), UTF_8) : null);
        Position position = rows.position();
        table.positions.add(new Position(position.row(), position.bytes(), rows.identity(position)));
        if (step == Step.REJECTED) {
            Rejection rejection = rows.rejection();
            Verify.that(rejection.reason() != null && !rejection.reason().isBlank(), () -> "no reason");
            table.rejections.add(rejection);
        }
        rows.eventTimeMillis();
        rows.timeFault();
        rows.stationFault();
        byte[] station = rows.station();
        if (station != null) {
            String json = JsonText.read(rows.value()).cells().get(table.header.indexOf("Station"));
            Verify.equal(new String(station, UTF_8), json, "station");
        }
    }

    private static void check(Table table, byte[] text, Dialect dialect) {
        CsvFile csv = new CsvFile(new CsvFormat());
        List<List<String>> cells = new ArrayList<>();
        for (String value : table.values) {
            if (value != null) {
                JsonText json = JsonText.read(value.getBytes(UTF_8));
                Verify.that(json.isValid(), () -> json + " in " + value);
                Verify.equal(json.names(), table.header, "names");
                Verify.that(csv.write(value.getBytes(UTF_8)), () -> "the consumer does not write " + value);
                csv.expect(json.names(), json.cells());
                cells.add(json.cells());
            }
        }
        csv.check();
        long line = 0;
        List<String> lines = Arrays.asList(new String(text, ISO_8859_1).split("\n", -1));
        for (Rejection rejection : table.rejections) {
            long before = line;
            line = rejection.line();
            Verify.that(rejection.line() > before && rejection.line() <= lines.size(),
                    () -> "line " + rejection.line() + " after " + before);
            String raw = new String(rejection.raw(), ISO_8859_1);
            String begin = lines.get((int) line - 1).replaceFirst("\r$", "");
            Verify.that(begin.startsWith(raw) || raw.startsWith(begin) || begin.endsWith(raw),
                    () -> "rejected <" + raw + ">, but the line is <" + begin + ">");
        }
        if (dialect.equals(Dialect.STANDARD) && table.rejections.isEmpty() && !table.broken) {
            compareWithLibrary(table, new String(text, UTF_8), cells);
        }
    }

    /** The library does not know of names that are numbered, and of some lines. */
    private static void compareWithLibrary(Table table, String text, List<List<String>> cells) {
        if (text.replace("\r\n", "").indexOf('\r') >= 0 || text.indexOf('\ufffd') >= 0 || text.startsWith("\ufeff")
                || text.toLowerCase().contains("sep=")) {
            return;
        }
        List<List<String>> found = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(new StringReader(text), CSVFormat.RFC4180)) {
            parser.forEach((row) -> found.add(row.toList()));
        }
        catch (IOException | UncheckedIOException e) {
            throw new AssertionError("Commons CSV cannot read " + text, e);
        }
        int columns = table.header.size();
        boolean skipped = found.stream().anyMatch((row) -> row.stream().allMatch(String::isEmpty));
        if (skipped || found.isEmpty() || found.get(0).size() != columns) {
            return;
        }
        List<List<String>> expected = found.stream()
            .skip(1)
            .map((row) -> row.stream().map((cell) -> List.of("---", "").contains(cell) ? null : cell).toList())
            .toList();
        Verify.equal(cells, expected, "rows of Commons CSV");
    }

    /** Continues at some of the positions. */
    private static void positions(CsvText file, Table table, boolean reversed) throws IOException {
        int step = Math.max(1, table.positions.size() / 3);
        for (int i = 0; i < table.positions.size(); i += step) {
            Table rest = read(file, reversed, table.positions.get(i));
            int at = i + 1;
            Verify.that(rest != null, () -> "reading does not continue after row " + at);
            Verify.equal(rest.values, table.values.subList(at, table.values.size()), "rows after row " + at);
            for (int r = 1; r <= rest.rejections.size(); r++) {
                Rejection one = rest.rejections.get(rest.rejections.size() - r);
                Rejection other = table.rejections.get(table.rejections.size() - r);
                Verify.equal(one.line(), other.line(), "line of a rejected row after row " + at);
            }
        }
    }

    private static void same(CsvText file, Table table) throws IOException {
        for (boolean reversed : new boolean[] { false, true }) {
            Table other = read(file, reversed, Position.BEGINNING);
            Verify.that(other != null, () -> file.name() + " cannot be read");
            if (!reversed) {
                Verify.equal(other.values, table.values, "rows of " + file.name());
                positions(file, other, false);
            }
        }
    }

    private static void encoded(byte[] text, Dialect dialect, Table table, String encoding) throws IOException {
        String string = new String(text, UTF_8);
        Charset charset = Charset.forName(encoding);
        if (string.indexOf('\ufffd') < 0 && new String(string.getBytes(charset), charset).equals(string)) {
            same(file("B.csv", string.getBytes(charset), dialect.withEncoding(encoding)), table);
        }
        // Other bytes of this encoding.
        Table other = read(file("B.csv", text, dialect.withEncoding(encoding)), false, Position.BEGINNING);
        if (other != null && encoding.equals("UTF-16LE") == false) {
            other.rejections.forEach((rejection) -> Verify.that(
                    new String(text, ISO_8859_1).contains(new String(rejection.raw(), ISO_8859_1)),
                    () -> "the file does not have the rejected row " + new String(rejection.raw(), ISO_8859_1)));
        }
    }

    /** Of a damaged file, the rows before the damage can be read. */
    private static void damaged(byte[] text, Dialect dialect, Table table) throws IOException {
        byte[] whole = gzip(text);
        Table part = read(file("A.csv.gz", Arrays.copyOf(whole, whole.length - 8 - text.length % 10), dialect), false,
                Position.BEGINNING);
        if (part != null) {
            Verify.equal(part.values, table.values.subList(0, part.values.size()), "rows of a damaged file");
            Verify.that(part.broken, () -> "a damaged file is read to its end");
        }
        read(file("A.csv.gz", text, dialect), false, Position.BEGINNING);
        read(file("A.csv.zst", text, dialect), false, Position.BEGINNING);
    }

}
