package io.sensorstreams.consumer.series;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.web.problem.InvalidParameterException;
import io.sensorstreams.consumer.files.CommittedFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SeriesFilesTest {

    private static final long NEW_YEAR = 1_704_067_200_000L;

    private static final ReadPlan SMALL = new ReadPlan(4_000, 16_000, 1_000);

    @TempDir
    Path directory;

    @Test
    void showsAllRowsOfASmallFile() throws IOException {
        CommittedFile file = csv(3, """
                Time,Station,T,"Odd, ""name""\"
                01/01/2024 00:00:00,S1,1.5,-2
                01/01/2024 00:01:00,"S,1",,3e2
                01/01/2024 00:02:00,S1,27.0,
                """);

        assertThat(series(file, request(List.of("Odd, \"name\"", "T"), null)))
            .isEqualTo(new SeriesView("Time", List.of("T", "Odd, \"name\""), List.of("Odd, \"name\"", "T"),
                    List.of(NEW_YEAR, NEW_YEAR + 60_000, NEW_YEAR + 120_000),
                    List.of(Arrays.asList(-2.0, 300.0, null), Arrays.asList(1.5, null, 27.0)), 3, false, 0));
        assertThat(series(file, request(List.of(), null)).columns()).containsExactly("T");
    }

    @Test
    void showsJsonLinesLikeCsv() throws IOException {
        CommittedFile file = file("AIR-0-00000000000000000000.jsonl", 3, """
                {"Time":"2024-01-01T00:00:00Z","T":1.5,"N":null}
                {"T":2,"Time":"2024-01-01T07:01:00+07:00","N":{"a":1}}
                {"Time":"2024-01-01 00:02","U":7}
                """);

        assertThat(series(file, request(List.of("T", "U"), null))).isEqualTo(new SeriesView("Time", List.of("T", "U"),
                List.of("T", "U"), List.of(NEW_YEAR, NEW_YEAR + 60_000, NEW_YEAR + 120_000),
                List.of(Arrays.asList(1.5, 2.0, null), Arrays.asList(null, null, 7.0)), 3, false, 0));
    }

    @Test
    void readsCommittedRowsOnly() throws IOException {
        CommittedFile file = csv(1, "n\n1\n");
        Files.writeString(this.directory.resolve(file.getFilename()), "n\n1\n2\n3");

        assertThat(series(file, request(List.of(), null)).values()).containsExactly(List.of(1.0));
    }

    @Test
    void ordersRowsByTime() throws IOException {
        CommittedFile file = csv(3, """
                Time,n
                01/01/2024 00:02:00,3
                01/01/2024 00:00:00,1
                01/01/2024 00:01:00,2
                """);

        SeriesView series = series(file, request(List.of("n"), null));

        assertThat(series.positions()).isSorted();
        assertThat(series.values()).containsExactly(List.of(1.0, 2.0, 3.0));
    }

    @Test
    void leavesOutRowsWithoutATime() throws IOException {
        CommittedFile file = csv(1_002, "Time,n\n" + "01/01/2024 00:00:00,1\n".repeat(1_000) + ",2\nsoon,3\n");

        SeriesView series = series(file, request(List.of("n"), null));

        assertThat(series.x()).isEqualTo("Time");
        assertThat(series.values().get(0)).containsOnly(1.0);
        assertThat(series.leftOut()).isEqualTo(2);
        assertThat(series(file, request(List.of("n"), "")).leftOut()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "soon", "32/01/2024 00:00:00", "1704067200" })
    void numbersRowsWhenACellAtTheStartIsNoTime(String cell) throws IOException {
        CommittedFile file = csv(3, "Time,n\n01/01/2024 00:00:00,1\n,2\n" + cell + ",3\n");

        for (String x : Arrays.asList("Time", null)) {
            SeriesView series = series(file, request(List.of("n"), x));

            assertThat(series.x()).isNull();
            assertThat(series.values()).containsExactly(List.of(1.0, 2.0, 3.0));
            assertThat(series.leftOut()).isZero();
        }
    }

    @Test
    void numbersRowsWhenDatesContradictEachOther() throws IOException {
        SeriesView series = series(csv(2, "Time,n\n13/01/2024,1\n01/13/2024,2\n"), request(List.of("n"), null));

        assertThat(series.x()).isNull();
        assertThat(series.values()).containsExactly(List.of(1.0, 2.0));
    }

    @Test
    void takesTheFirstColumnThatHasTimesOnly() throws IOException {
        SeriesView series = series(csv(2, "note,at,n\n2024-01-01,2024-01-01,1\nx,2024-01-02,2\n"),
                request(List.of("n"), null));

        assertThat(series.x()).isEqualTo("at");
        assertThat(series.positions()).containsExactly(NEW_YEAR, NEW_YEAR + 86_400_000);
    }

    /** The first 1,000 rows are from the days 1 to 7. */
    @Test
    void readsDatesThatBeginWithTheMonth() throws IOException {
        String rows = IntStream.range(0, 31 * 144)
            .mapToObj((i) -> "01/%02d/2024 %02d:%02d:00,%d\n".formatted(1 + i / 144, i % 144 / 6, i % 6 * 10, i))
            .collect(Collectors.joining());
        CommittedFile file = csv(31 * 144, "Time,n\n" + rows);

        for (ReadPlan plan : List.of(ReadPlan.DEFAULT, SMALL)) {
            SeriesView series = new SeriesReading(request(List.of("n"), null), file, plan).read();

            assertThat(series.x()).isEqualTo("Time");
            assertThat(series.leftOut()).isZero();
            for (int i = 0; i < series.positions().size(); i++) {
                assertThat(series.values().get(0).get(i)).isEqualTo((series.positions().get(i) - NEW_YEAR) / 600_000.0);
            }
        }
    }

    @Test
    void readsDatesThatMayBeginWithBothAsThoseThatBeginWithTheDay() throws IOException {
        SeriesView series = series(csv(2, "Time,n\n01/02/2024,1\n,2\n"), request(List.of("n"), null));

        assertThat(series.positions()).containsExactly(NEW_YEAR + 31 * 86_400_000L);
        assertThat(series.leftOut()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({ "1704067200,1704067200000", "1704067200000,1704067200000", "1704067200.5,1704067200500",
            "2024-01-01,1704067200000", "2024-01-01T00:00:00.25-00:30,1704069000250" })
    void readsTimesOfManyKinds(String cell, long millis) throws IOException {
        CommittedFile file = csv(1, "at,n\n" + cell + ",1\n");

        SeriesView series = series(file, request(List.of("n"), "at"));

        assertThat(series.x()).isEqualTo("at");
        assertThat(series.positions()).containsExactly(millis);
    }

    @ParameterizedTest
    @CsvSource({ "n", "''", "s" })
    void numbersRowsWithoutTimes(String x) throws IOException {
        SeriesView series = series(csv(2, "n,s\n5,a\n6,32/01/2024 00:00:00\n"), request(List.of("n"), x));

        assertThat(series.x()).isNull();
        assertThat(series.positions()).containsExactly(0L, 1L);
    }

    @Test
    void keepsPeaksOfEachColumn() throws IOException {
        String rows = IntStream.range(0, 10_000)
            .mapToObj((i) -> ((i == 4_321) ? 99 : 1) + "," + ((i == 8_765) ? -99 : i % 2) + "\n")
            .collect(Collectors.joining());
        CommittedFile file = csv(10_000, "a,b\n" + rows);

        SeriesView series = series(file, new SeriesRequest(List.of("a", "b"), null, 100));

        assertThat(series.positions()).hasSizeLessThanOrEqualTo(100).isSorted().contains(4_321L, 8_765L);
        assertThat(series.values().get(0)).contains(99.0);
        assertThat(series.values().get(1)).contains(-99.0, 0.0, 1.0);
        assertThat(series.rows()).isEqualTo(10_000);
    }

    @ParameterizedTest
    @CsvSource({ "2,1", "2,2", "3,2", "7,5", "10,20", "39,20", "41,20", "100,7" })
    void hasNoMorePointsThanRequested(int points, int columns) throws IOException {
        List<String> names = IntStream.range(0, columns).mapToObj((i) -> "c" + i).toList();
        String rows = new Random(points).ints(500L * columns, 0, 1_000)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(","))
            .replaceAll("((?:\\d+,){%d}\\d+),".formatted(columns - 1), "$1\n");
        CommittedFile file = csv(500, String.join(",", names) + "\n" + rows + "\n");
        SeriesRequest request = new SeriesRequest(names, null, points);

        for (ReadPlan plan : List.of(ReadPlan.DEFAULT, new ReadPlan(800, 100_000, 100))) {
            SeriesView series = new SeriesReading(request, file, plan).read();

            assertThat(series.positions()).hasSizeBetween(1, points).isSorted();
            assertThat(series.values()).hasSize(columns);
        }
    }

    @Test
    void keepsThePeaksOfTheFirstColumnsWhenPointsAreFew() throws IOException {
        CommittedFile file = csv(4, "a,b\n5,1\n9,5\n1,5\n5,9\n");

        SeriesView series = series(file, new SeriesRequest(List.of("a", "b"), null, 2));

        assertThat(series.values()).containsExactly(List.of(9.0, 1.0), List.of(5.0, 5.0));
    }

    @Test
    void showsAGapWhereNoRowHasAValue() throws IOException {
        String rows = IntStream.range(0, 1_000)
            .mapToObj((i) -> ((i < 300 || i > 600) ? "5" : "") + ",x\n")
            .collect(Collectors.joining());

        SeriesView series = series(csv(1_000, "a,b\n" + rows), new SeriesRequest(List.of("a"), null, 20));

        assertThat(series.values().get(0)).contains(5.0, (Double) null);
    }

    @Test
    void readsALargeFileAtSomePlaces() throws IOException {
        String rows = LongStream.range(0, 20_000)
            .mapToObj((i) -> (NEW_YEAR + 1000 * i) + "," + i + ",\"text, with\nlines \"\"" + i + "\"\"\"\n")
            .collect(Collectors.joining());
        CommittedFile file = csv(20_000, "Time,n,s\n" + rows);

        SeriesView series = new SeriesReading(new SeriesRequest(List.of(), null, 100), file, SMALL).read();

        assertThat(series.sampled()).isTrue();
        assertThat(series.x()).isEqualTo("Time");
        assertThat(series.columns()).containsExactly("n");
        assertThat(series.numeric()).containsExactly("Time", "n");
        assertThat(series.positions()).hasSizeBetween(15, 100).isSorted().startsWith(NEW_YEAR);
        assertThat(series.positions().get(series.positions().size() - 1)).isEqualTo(NEW_YEAR + 1000 * 19_999L);
        for (int i = 0; i < series.positions().size(); i++) {
            assertThat(series.values().get(0).get(i)).isEqualTo((series.positions().get(i) - NEW_YEAR) / 1000.0);
        }
    }

    @Test
    void estimatesTheNumbersOfRowsOfALargeFile() throws IOException {
        String rows = IntStream.range(0, 10_000).mapToObj((i) -> (10_000 + i) + "\n").collect(Collectors.joining());

        SeriesView series = new SeriesReading(new SeriesRequest(List.of("n"), null, 100), csv(10_000, "n\n" + rows),
                SMALL)
            .read();

        assertThat(series.sampled()).isTrue();
        for (int i = 0; i < series.positions().size(); i++) {
            assertThat(series.values().get(0).get(i) - 10_000).isEqualTo((double) series.positions().get(i));
        }
    }

    @Test
    void readsLongRowsOfALargeFile() throws IOException {
        String rows = IntStream.range(0, 20)
            .mapToObj((i) -> i + "," + "x".repeat(3_000) + "\n")
            .collect(Collectors.joining());

        SeriesView series = new SeriesReading(new SeriesRequest(List.of("n"), "", 100), csv(20, "n,s\n" + rows), SMALL)
            .read();

        // Blocks of four rows at the start and at the end.
        assertThat(series.sampled()).isTrue();
        assertThat(series.values()).containsExactly(List.of(0.0, 1.0, 2.0, 3.0, 17.0, 18.0, 19.0));
        assertThat(series.positions()).containsExactly(0L, 1L, 2L, 3L, 17L, 18L, 19L);
    }

    @Test
    void readsARowOfTenMegabytesAndAWideHeader() throws IOException {
        CommittedFile file = csv(2, "n,s\n1," + "x".repeat(10 << 20) + "\n2,y\n");
        String header = IntStream.range(0, 100_000).mapToObj((i) -> "c" + i).collect(Collectors.joining(","));

        assertThat(series(file, request(List.of("n"), null)).values()).containsExactly(List.of(1.0, 2.0));
        SeriesView wide = series(csv(1, header + "\n" + "1,".repeat(99_999) + "1\n"), request(List.of("c99999"), null));
        assertThat(wide.numeric()).hasSize(100_000);
    }

    @Test
    void showsFilesWithoutRowsAndWithoutNumbers() throws IOException {
        assertThat(series(csv(0, "Time,n\n"), request(List.of("n"), "Time")))
            .isEqualTo(new SeriesView(null, List.of(), List.of("n"), List.of(), List.of(List.of()), 0, false, 0));
        assertThat(series(csv(0, ""), request(List.of(), null)).positions()).isEmpty();
        assertThat(series(file("AIR-0-00000000000000000000.jsonl", 0, ""), request(List.of("n"), null)).values())
            .containsExactly(List.of());
        assertThat(series(csv(1, "s\na\n"), request(List.of(), null)).columns()).isEmpty();
    }

    @Test
    void refusesColumnsThatTheFileDoesNotHave() throws IOException {
        CommittedFile file = csv(1, "Time,n\n01/01/2024 00:00:00,1\n");

        assertThatExceptionOfType(InvalidParameterException.class)
            .isThrownBy(() -> series(file, request(List.of("n", "m"), null)))
            .withMessage("names the column 'm', which AIR-0-00000000000000000000.csv does not have")
            .matches((e) -> e.parameter().equals("columns"));
        assertThatExceptionOfType(InvalidParameterException.class)
            .isThrownBy(() -> series(file, request(List.of("n"), "time")))
            .matches((e) -> e.parameter().equals("x"));
    }

    @Test
    void refusesTooMuch() {
        List<String> many = IntStream.range(0, 21).mapToObj((i) -> "c" + i).toList();

        assertThatExceptionOfType(InvalidParameterException.class)
            .isThrownBy(() -> request(many, null).names(new ColumnKinds()))
            .withMessage("has 21 columns, at most 20 are shown together");
        for (int points : new int[] { -1, 0, 1, 10_001 }) {
            assertThatExceptionOfType(InvalidParameterException.class)
                .isThrownBy(() -> new SeriesRequest(List.of(), null, points))
                .withMessage("must be from 2 to 10000, not " + points);
        }
        assertThat(request(Collections.nCopies(30, "a"), null).names(new ColumnKinds())).containsExactly("a");
    }

    private static SeriesRequest request(List<String> columns, @Nullable String x) {
        return new SeriesRequest(columns, x, 1_000);
    }

    private static SeriesView series(CommittedFile file, SeriesRequest request) {
        return new SeriesFiles().read(file, request);
    }

    private CommittedFile csv(long rows, String content) throws IOException {
        return file("AIR-0-00000000000000000000.csv", rows, content);
    }

    private CommittedFile file(String name, long rows, String content) throws IOException {
        Path path = Files.writeString(this.directory.resolve(name), content);
        long bytes = content.getBytes(StandardCharsets.UTF_8).length;
        return new CommittedFile(
                LedgerEntry.builder("AIR", "AIR", 0, name).nextOffset(rows).rows(rows).bytes(bytes).build(), path);
    }

}
