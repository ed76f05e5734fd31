package io.sensorstreams.producer.dialect;

import java.nio.charset.Charset;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Dialects of random tables, as programs export readings, are found. */
class ExportTablesTest {

    private static final int TABLES = 2_000;

    private static final List<String> DELIMITERS = List.of(",", ";", "\t", "|");

    private static final List<String> ENCODINGS = List.of("UTF-8", "windows-1252", "UTF-16LE", "UTF-16BE");

    private static final List<String> TIMES = List.of("dd/MM/yyyy HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss'Z'",
            "yyyy-MM-dd HH:mm", "dd.MM.yyyy HH:mm", "M/d/yyyy h:mm a");

    private static final List<String> NAMES = List.of("Temp °C", "Wind, m/s", "pH", "PM2.5", "Rain", "CO(GT)");

    private static final List<String> UNITS = List.of("Deg C", "m/s", "%", "mm", "hPa");

    private static final List<String> TITLES = List.of("Weather station", "Exported: 01.02.2024", "Period = 5 min");

    private static final List<String> TEXTS = List.of("dry", "rain; wind", "say \"no\"", "a, b", "Köln", "1|2", "");

    private static final List<String> MISSING = List.of("", "---", "NAN");

    private final long seed = System.nanoTime();

    private final Random random = new Random(this.seed);

    @Test
    void findsTheDialect() {
        for (int i = 0; i < TABLES; i++) {
            Dialect dialect = dialect();
            String text = table(dialect);
            byte[] content = text.getBytes(Charset.forName(dialect.encoding()));

            DialectDetector.Found found = DialectDetector.detect(content, true);

            assertThat(DialectDetectorTest.differences(found.dialect())).as("seed %d, table %d: %s", this.seed, i, text)
                .isEqualTo(DialectDetectorTest.differences(dialect));
            assertThat(DialectDetector.contradiction(dialect, content, true))
                .as("seed %d, table %d: %s", this.seed, i, text)
                .isNull();
        }
    }

    private Dialect dialect() {
        String delimiter = pick(DELIMITERS);
        boolean comma = this.random.nextBoolean();
        boolean grouped = this.random.nextInt(3) == 0;
        String thousands = !grouped ? "" : comma ? pick(List.of(".", " ")) : pick(List.of(",", "'"));
        String comment = pick(List.of("", "", "#"));
        int titles = comment.isEmpty() ? Math.max(0, this.random.nextInt(6) - 2) : 0;
        int units = this.random.nextInt(4) / 3;
        return new Dialect(delimiter, null, null, comma ? "," : ".", thousands, pick(ENCODINGS), titles, 1, null, units,
                comment, null, null, null);
    }

    private String table(Dialect dialect) {
        int numbers = 2 + this.random.nextInt(3);
        String time = pick(TIMES);
        boolean quoteAll = this.random.nextInt(4) == 0;
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < dialect.skipLines(); i++) {
            lines.add(pick(TITLES));
        }
        if (!dialect.comment().isEmpty()) {
            lines.add("# logger 7, Köln");
        }
        lines.add(line(dialect, quoteAll, "Time", "Größe", numbers, (i) -> NAMES.get(i)));
        for (int i = 0; i < dialect.unitLines(); i++) {
            lines.add(line(dialect, quoteAll, "", "", numbers, (column) -> UNITS.get(column)));
        }
        int rows = 4 + this.random.nextInt(10);
        for (int row = 0; row < rows; row++) {
            String at = LocalDateTime.of(2024, 2, 1, 0, 0)
                .plusMinutes(5L * row)
                .format(DateTimeFormatter.ofPattern(time, Locale.ENGLISH));
            boolean first = row == 0;
            lines.add(line(dialect, quoteAll, at, pick(TEXTS), numbers, (column) -> number(dialect, first)));
            if (!dialect.comment().isEmpty() && this.random.nextInt(5) == 0) {
                lines.add("# restart");
            }
        }
        String lineEnd = this.random.nextBoolean() ? "\n" : "\r\n";
        return String.join(lineEnd, lines) + lineEnd;
    }

    /** The first row has what makes a dialect clear. */
    private String number(Dialect dialect, boolean first) {
        if (!first && this.random.nextInt(8) == 0) {
            return pick(MISSING);
        }
        String thousands = dialect.thousands();
        String whole = (!thousands.isEmpty() && (first || this.random.nextBoolean()))
                ? (1 + this.random.nextInt(9)) + thousands + (100 + this.random.nextInt(900))
                : String.valueOf(this.random.nextInt(1, 100));
        return whole + dialect.decimal() + (10 + this.random.nextInt(90));
    }

    private String line(Dialect dialect, boolean quoteAll, String first, String last, int numbers,
            IntFunction<String> number) {
        List<String> cells = new ArrayList<>(List.of(first));
        IntStream.range(0, numbers).mapToObj(number).forEach(cells::add);
        cells.add(last);
        return cells.stream()
            .map((cell) -> quote(dialect, cell, quoteAll))
            .collect(Collectors.joining(dialect.delimiter()));
    }

    private static String quote(Dialect dialect, String cell, boolean always) {
        boolean needed = cell.contains(dialect.delimiter()) || cell.contains("\"");
        return (always || needed) ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell;
    }

    private <T> T pick(List<T> from) {
        return from.get(this.random.nextInt(from.size()));
    }

}
