package io.sensorstreams.producer.range;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import io.sensorstreams.producer.directory.TestDirectory;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.row.Rows.Step;
import io.sensorstreams.producer.source.FileSource;
import io.sensorstreams.producer.source.Source;
import io.sensorstreams.producer.source.TestSources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Rows of a range of event times, as a stream of a file reads them. */
class FileRangeTest {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss");

    private static final long START = Instant.parse("2023-08-01T00:00:00Z").toEpochMilli();

    private static final long DAY = 24 * 3_600_000L;

    @TempDir
    Path data;

    /** A line of a file: its text, and its time or null. */
    private record Line(String text, Long time) {

    }

    @Test
    void readsOnlyTheRowsOfTheRange() throws IOException {
        Files.writeString(this.data.resolve("A.csv"), """
                Time,Value
                01/08/2023 00:00:00,0
                ---,1
                01/08/2023 00:01:00,2
                ---,3
                01/08/2023 00:02:00,4
                ,5
                01/08/2023 00:03:00,6
                """);

        FileSource source = TestSources.csv("A.csv",
                Map.of("from", "2023-08-01T00:01", "to", "2023-08-01T00:03", "missing", List.of("")));

        assertThat(read(source, Position.BEGINNING)).extracting((row) -> row.replaceAll(".*:", ""))
            .containsExactly("2}", "3}", "4}", "5}");
    }

    /** The rows are those of a scan from the start, in any kind of file. */
    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void findsTheRowsOfALinearScan(boolean descending) throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 12; round++) {
            List<Line> lines = lines(random, 30_000);
            if (random.nextInt(4) == 0) {
                // Not in order near some place.
                int at = random.nextInt(lines.size() - 5_000);
                Collections.shuffle(lines.subList(at, at + 5_000), random);
            }
            if (descending) {
                Collections.reverse(lines);
            }
            write("A.csv", lines);
            for (Source.Order order : Source.Order.values()) {
                long from = START + random.nextLong(31_000L * 60_000);
                long to = from + random.nextLong(3_000L * 60_000);
                List<Line> read = new ArrayList<>(lines);
                if (order == Source.Order.REVERSED) {
                    Collections.reverse(read);
                }
                FileSource source = TestSources.csv("A.csv",
                        Map.of("order", order, "from", text(from), "to", text(to)));

                assertThat(read(source, Position.BEGINNING))
                    .as("seed %d round %d %s from %s to %s", seed, round, order, text(from), text(to))
                    .hasSameSizeAs(inRange(read, from, to));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Source.Order.class)
    void continuesAtEachPosition(Source.Order order) throws IOException {
        write("A.csv", lines(new Random(7), 30_000));
        FileSource source = TestSources.csv("A.csv",
                Map.of("order", order, "from", "2023-08-10T00:00", "to", "2023-08-10T01:00"));
        List<String> all = read(source, Position.BEGINNING);

        Position position = Position.BEGINNING;
        List<String> parts = new ArrayList<>();
        while (true) {
            try (Rows rows = source.open(TestDirectory.of(this.data), "A", position)) {
                Step step = rows.next();
                while (step == Step.NOT_YET) {
                    step = rows.next();
                }
                if (step == Step.END) {
                    break;
                }
                parts.add(new String(rows.value(), UTF_8));
                Position reached = rows.position();
                position = new Position(reached.row(), reached.bytes(), rows.identity(reached));
            }
        }

        assertThat(parts).isEqualTo(all).isNotEmpty();
        assertThat(position.row()).isEqualTo(all.size());
    }

    @Test
    void doesNotReadWhatLiesBefore() throws IOException {
        write("A.csv", lines(new Random(7), 200_000));
        FileSource source = TestSources.csv("A.csv", Map.of("from", "2023-11-01T00:00"));

        try (Rows rows = source.open(TestDirectory.of(this.data), "A", Position.BEGINNING)) {
            assertThat(rows.next()).isEqualTo(Step.ROW);
            assertThat(rows.position().row()).isEqualTo(1);
            assertThat(rows.position().bytes()).isGreaterThan(2_000_000);
            assertThat(rows.identity(rows.position()).start()).isGreaterThan(2_000_000);
        }
    }

    /** Files that are sorted by station and then by time. */
    @ParameterizedTest
    @ValueSource(ints = { 2, 3, 5, 10, 20, 257 })
    void readsAllRowsOfAFileOfBlocks(int blocks) throws IOException {
        List<Line> lines = new ArrayList<>();
        int rows = 10_000 / blocks;
        for (int block = 0; block < blocks; block++) {
            for (int i = 0; i < rows; i++) {
                long time = START + i * (31 * DAY / rows);
                lines.add(new Line(text(time) + ",S" + "1".repeat(100) + "," + lines.size(), time));
            }
        }
        write("A.csv", lines);
        assertThat(Files.size(this.data.resolve("A.csv"))).isGreaterThan(1 << 20);

        for (int day : new int[] { 2, 16, 30 }) {
            for (Source.Order order : Source.Order.values()) {
                assertReads(lines, order, START + day * DAY, Long.MAX_VALUE);
                assertReads(lines, order, START + day * DAY, START + (day + 1) * DAY);
                assertReads(lines, order, Long.MIN_VALUE, START + day * DAY + DAY / 2);
            }
        }
    }

    /** Before the first row with a time, some have none, and some are invalid. */
    @ParameterizedTest
    @CsvSource({ "100,false", "100,true", "40000,false", "40000,true" })
    void readsRowsWithoutATimeAtAnOpenEnd(int rows, boolean descending) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            boolean timed = i >= 3 && i < rows - 3;
            lines.add(numbered(i, timed ? START + (descending ? rows - i : i) * 60_000L : null));
        }
        lines.set(1, new Line("2023-08-02T00:00:00,S1,too,many", null));
        lines.set(rows - 2, lines.get(1));
        write("A.csv", lines);
        long middle = START + rows / 2 * 60_000L;

        for (Source.Order order : Source.Order.values()) {
            boolean newestFirst = descending != (order == Source.Order.REVERSED);
            int open = assertReads(lines, order, newestFirst ? middle : Long.MIN_VALUE,
                    newestFirst ? Long.MAX_VALUE : middle);
            int closed = assertReads(lines, order, newestFirst ? Long.MIN_VALUE : middle,
                    newestFirst ? middle : Long.MAX_VALUE);
            assertThat(open).isBetween(rows / 2 - 2, rows / 2 + 2);
            assertThat(closed).isBetween(rows / 2 - 2, rows / 2 + 2);
        }
    }

    @Test
    void leavesOutWideRowsInSmallSteps() throws IOException {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String text = text(START + (i % 20) * DAY);
            lines.add(new Line(text + ",S1," + "x".repeat(300_000), null));
        }
        write("A.csv", lines);
        FileSource source = TestSources.csv("A.csv", Map.of("from", "2023-08-19T00:00"));

        try (Rows rows = source.open(TestDirectory.of(this.data), "A", Position.BEGINNING)) {
            assertThat(rows.next()).isEqualTo(Step.NOT_YET);
            assertThat(rows.position().bytes()).isBetween(1L << 20, (1L << 20) + 400_000);
        }
    }

    private static Line numbered(int number, Long time) {
        return new Line(((time != null) ? text(time) : "---") + ",S1," + number, time);
    }

    /** Compares the rows of a stream with those of all lines. */
    private int assertReads(List<Line> lines, Source.Order order, long from, long to) throws IOException {
        List<Line> read = new ArrayList<>(lines);
        Map<String, Object> settings = new HashMap<>(Map.of("order", order));
        if (from != Long.MIN_VALUE) {
            settings.put("from", text(from));
        }
        if (to != Long.MAX_VALUE) {
            settings.put("to", text(to));
        }
        if (order == Source.Order.REVERSED) {
            Collections.reverse(read);
        }
        List<Long> times = read.stream().map(Line::time).filter(Objects::nonNull).toList();
        boolean newestFirst = times.get(0) > times.get(1);
        List<Line> expected = inRange(read, from, to, newestFirst ? to == Long.MAX_VALUE : from == Long.MIN_VALUE);

        assertThat(read(TestSources.csv("A.csv", settings), Position.BEGINNING)).as("%s", settings)
            .extracting((row) -> row.replaceAll(".*:|}", ""))
            .isEqualTo(expected.stream()
                .map((line) -> line.text().endsWith("many") ? "" : line.text().replaceAll(".*,", ""))
                .toList());
        return expected.size();
    }

    /**
     * One row a minute; some have no time, some are in several lines, few are invalid.
     */
    private static List<Line> lines(Random random, int rows) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            long time = START + i * 60_000L;
            String shown = text(time, FORMAT);
            String note = switch (random.nextInt(40)) {
                case 0 -> "\"a note\nof two lines\"";
                case 1 -> "\"" + text(START + 60_000L * random.nextInt(rows), FORMAT) + ",S1,x\n" + shown + ",S1,y\"";
                case 2 -> "\"he said \"\"no\"\",\n\n\"";
                default -> "note";
            };
            switch (random.nextInt(400)) {
                case 0 -> lines.add(new Line("---,S1," + note, null));
                case 1 -> lines.add(new Line(shown + ",S1,too,many", null));
                default -> lines.add(new Line(shown + ",S1," + note, time));
            }
        }
        return lines;
    }

    private void write(String name, List<Line> lines) throws IOException {
        StringBuilder text = new StringBuilder("Time,Station,Note\n");
        lines.forEach((line) -> text.append(line.text()).append('\n'));
        Files.writeString(this.data.resolve(name), text);
    }

    private static List<Line> inRange(List<Line> lines, long from, long to) {
        return inRange(lines, from, to, false);
    }

    private static List<Line> inRange(List<Line> lines, long from, long to, boolean begins) {
        List<Line> inside = new ArrayList<>();
        boolean in = begins;
        for (Line line : lines) {
            in = (line.time() != null) ? line.time() >= from && line.time() < to : in;
            if (in) {
                inside.add(line);
            }
        }
        return inside;
    }

    private List<String> read(FileSource source, Position from) throws IOException {
        List<String> values = new ArrayList<>();
        try (Rows rows = source.open(TestDirectory.of(this.data), "A", from)) {
            Step step = rows.next();
            while (step != Step.END) {
                if (step != Step.NOT_YET) {
                    assertThat(rows.position().row()).isEqualTo(values.size() + 1L);
                    values.add(new String(rows.value(), UTF_8));
                }
                step = rows.next();
            }
        }
        return values;
    }

    private static String text(long time) {
        return text(time, DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    }

    private static String text(long time, DateTimeFormatter format) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(time), ZoneOffset.UTC).format(format);
    }

}
