package io.sensorstreams.producer.dialect;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Random tables in the standard dialect are found to be so. */
class StandardTablesTest {

    private static final int TABLES = 5_000;

    private static final int START = 64 * 1024;

    private static final List<String> NAMES = List.of("Time", "Station", "Temp", "PM2.5", "Wind_Direction", "pH",
            "CO (GT)", "Temp °C", "a", "b", "x1", "Date & Time", "Rain, mm", "Say \"hi\"", "P;Q", "unit|m", "");

    private static final List<String> TEXTS = List.of("A", "SVDT1", "Köln", "Bern, CH", "a;b", "x|y", "5\" pipe",
            "line one\nline two", "O'Hara", "'quoted'", "#7", "see, e.g., 3", "C", "m/s", "1.2.3", " padded ", "a\tb",
            "N/A", "12:30 or so", "true", "1,5 m");

    private static final List<String> TIMES = List.of("dd/MM/yyyy HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss'Z'",
            "yyyy-MM-dd HH:mm:ss.SSS", "M/d/yyyy h:mm a", "dd.MM.yyyy HH:mm");

    private static final List<String> MISSING = List.of("", "---", "NaN", "NA");

    private final long seed = System.nanoTime();

    private final Random random = new Random(this.seed);

    @Test
    void findsTheStandard() {
        for (int i = 0; i < TABLES; i++) {
            byte[] text = table().getBytes(StandardCharsets.UTF_8);
            boolean whole = text.length <= START && this.random.nextInt(4) > 0;
            byte[] start = whole ? text : Arrays.copyOf(text, this.random.nextInt(Math.min(START, text.length) + 1));

            DialectDetector.Found found = DialectDetector.detect(start, whole);

            assertThat(found.dialect())
                .as("seed %d, table %d: %s", this.seed, i, new String(start, StandardCharsets.UTF_8))
                .isEqualTo(Dialect.STANDARD);
            assertThat(DialectDetector.contradiction(Dialect.STANDARD, start, whole))
                .as("seed %d, table %d: %s", this.seed, i, new String(start, StandardCharsets.UTF_8))
                .isNull();
        }
    }

    private String table() {
        int width = 1 + this.random.nextInt(9);
        int rows = this.random.nextInt(15);
        boolean quoteAll = this.random.nextInt(4) == 0;
        String lineEnd = this.random.nextBoolean() ? "\n" : "\r\n";
        int[] kinds = IntStream.range(0, width).map((i) -> this.random.nextInt(5)).toArray();
        String time = pick(TIMES);
        List<String> lines = new ArrayList<>();
        lines.add(IntStream.range(0, width)
            .mapToObj((i) -> quote((i == 0) ? "Value" : pick(NAMES), quoteAll))
            .collect(Collectors.joining(",")));
        for (int row = 0; row < rows; row++) {
            int at = row;
            lines.add(IntStream.range(0, width)
                .mapToObj((i) -> quote(cell(kinds[i], time, at), quoteAll))
                .collect(Collectors.joining(",")));
        }
        return String.join(lineEnd, lines) + (this.random.nextBoolean() ? lineEnd : "");
    }

    private String cell(int kind, String time, int row) {
        if (this.random.nextInt(8) == 0) {
            return pick(MISSING);
        }
        return switch (kind) {
            case 0 -> LocalDateTime.of(2024, 2, 1, 0, 0)
                .plusMinutes(5L * row)
                .format(DateTimeFormatter.ofPattern(time, Locale.ENGLISH));
            case 1 -> String.valueOf(this.random.nextInt(-50, 2000));
            case 2 -> String.format(Locale.ROOT, "%.3f", this.random.nextDouble() * 100);
            case 3 -> "S" + this.random.nextInt(3);
            default -> pick(TEXTS);
        };
    }

    private String quote(String cell, boolean always) {
        boolean needed = cell.contains(",") || cell.contains("\"") || cell.contains("\n");
        return (always || needed) ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell;
    }

    private String pick(List<String> from) {
        return from.get(this.random.nextInt(from.size()));
    }

}
