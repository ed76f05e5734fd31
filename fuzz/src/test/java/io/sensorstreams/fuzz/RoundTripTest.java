package io.sensorstreams.fuzz;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.consumer.format.CsvFormat;
import io.sensorstreams.consumer.format.LineBuffer;
import io.sensorstreams.producer.csv.CsvOptions;
import io.sensorstreams.producer.csv.CsvRows;
import io.sensorstreams.producer.csv.CsvText;
import io.sensorstreams.producer.dialect.Dialect;
import io.sensorstreams.producer.row.FileFormat;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows.Step;
import io.sensorstreams.producer.time.TimeOptions;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A table that Commons CSV writes is read by the producer, sent as JSON, written by the
 * consumer, and read by Commons CSV: each cell is as it was.
 */
class RoundTripTest {

    private static final int TABLES = 300;

    private static final List<String> MISSING = List.of("---", "");

    private static final List<String> PIECES = List.of("a", "Ωß", "😀", "\"", ",", ";", "'", "\\", " ", "\t", "\n",
            "\r\n", "27.0", "-0.50e+7", "007", "1e400", "null", "{\"a\":1}", "---", "\u2028", "31/08/2023 23:59:00",
            "#", "=1+1", "a text that has more than sixteen bytes");

    @TempDir
    Path directory;

    private record Table(List<String> header, List<List<String>> rows) {

    }

    @ParameterizedTest
    @ValueSource(longs = { 1, 20_230_831, 4_711 })
    void keepsEachCellOfRandomTables(long seed) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < TABLES; i++) {
            Table table = table(random);
            Dialect dialect = dialect(random);
            Path file = this.directory.resolve("A.csv");
            String text = print(table, dialect, random);
            Files.writeString(file, text, UTF_8);
            boolean reversed = random.nextBoolean();

            List<byte[]> values = read(file, dialect, reversed);
            List<List<String>> written = parse(write(values));

            List<List<String>> expected = new ArrayList<>(table.rows.stream().map(RoundTripTest::present).toList());
            if (reversed) {
                Collections.reverse(expected);
            }
            expected.add(0, table.header);
            assertThat(written).as("table %d of seed %d: %s", i, seed, text).isEqualTo(expected);
        }
    }

    /** The consumer writes a missing value as an empty cell. */
    private static List<String> present(List<String> row) {
        return row.stream().map((cell) -> MISSING.contains(cell) ? "" : cell).toList();
    }

    private static Table table(Random random) {
        int columns = 2 + random.nextInt(6);
        List<String> header = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            header.add("c" + i + text(random, 2).replaceAll("[\\x00-\\x1f\\x7f]", ""));
        }
        List<List<String>> rows = new ArrayList<>();
        int count = 1 + random.nextInt(30);
        for (int i = 0; i < count; i++) {
            List<String> row = new ArrayList<>();
            // A row without any value is no row.
            row.add("r" + text(random, 2));
            for (int c = 1; c < columns; c++) {
                row.add(text(random, 4));
            }
            rows.add(row);
        }
        return new Table(header, rows);
    }

    private static String text(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private static Dialect dialect(Random random) {
        String delimiter = List.of(",", ";", "\t", "|").get(random.nextInt(4));
        String quote = List.of("\"", "'").get(random.nextInt(2));
        return new Dialect(delimiter, quote, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    private static String print(Table table, Dialect dialect, Random random) throws IOException {
        QuoteMode quotes = List.of(QuoteMode.MINIMAL, QuoteMode.ALL).get(random.nextInt(2));
        CSVFormat format = CSVFormat.RFC4180.builder()
            .setDelimiter(dialect.delimiter().charAt(0))
            .setQuote(dialect.quote().charAt(0))
            .setQuoteMode(quotes)
            .setRecordSeparator(random.nextBoolean() ? "\n" : "\r\n")
            .get();
        StringBuilder text = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(text, format)) {
            printer.printRecord(table.header);
            printer.printRecords(table.rows);
        }
        return text.toString();
    }

    private static List<byte[]> read(Path file, Dialect dialect, boolean reversed) throws IOException {
        CsvText text = new CsvText("A.csv", file, false).in(new FileFormat(dialect, null, List.of()));
        CsvOptions options = new CsvOptions(reversed, MISSING, new TimeOptions(List.of("Time"), "auto", null),
                "Station");
        List<byte[]> values = new ArrayList<>();
        try (CsvRows rows = CsvRows.open(text, options, Position.BEGINNING)) {
            Step step = rows.next();
            while (step != Step.END) {
                assertThat(step).as(rows.reason()).isEqualTo(Step.ROW);
                values.add(rows.value());
                step = rows.next();
            }
        }
        return values;
    }

    private static String write(List<byte[]> values) {
        CsvFormat format = new CsvFormat();
        LineBuffer out = new LineBuffer();
        for (byte[] value : values) {
            try {
                format.read(value);
            }
            catch (MalformedRowException e) {
                throw new AssertionError("refused: " + new String(value, UTF_8), e);
            }
            if (!format.fits()) {
                assertThat(out.length()).as("one file").isZero();
                format.startFile(out);
            }
            format.appendLine(out);
        }
        return new String(out.array(), 0, out.length(), UTF_8);
    }

    private static List<List<String>> parse(String text) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(new StringReader(text), CSVFormat.RFC4180)) {
            parser.forEach((row) -> rows.add(row.toList()));
        }
        return rows;
    }

}
