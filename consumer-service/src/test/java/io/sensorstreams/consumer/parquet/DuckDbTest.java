package io.sensorstreams.consumer.parquet;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.sensorstreams.consumer.parquet.type.NumberMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.sensorstreams.consumer.parquet.DuckDb.query;
import static io.sensorstreams.consumer.parquet.Segments.KIB;
import static org.assertj.core.api.Assertions.assertThat;

/** Reads files with DuckDB. */
class DuckDbTest {

    private static final Path SAMPLES = Path.of("..", "samples");

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void readsEachType(ParquetCodec codec) throws Exception {
        Path file = new Segments(this.directory, Segments.settings(NumberMode.DECIMAL, true, codec, 64 * KIB))
            .add("{\"Time\":\"31/08/2023 23:59:00\",\"n\":27.0,\"w\":12345678901234567890.5,\"b\":true,"
                    + "\"t\":\"ä\\n\\\"😀\",\"none\":null}",
                    "{\"Time\":null,\"n\":-0.05,\"w\":-1,\"b\":null,\"t\":\"\",\"none\":null}")
            .seal()
            .file();
        assertThat(query("describe select * from '%s'", file)).extracting((row) -> row.get(0) + " " + row.get(1))
            .containsExactly("Time TIMESTAMP", "n DECIMAL(18,2)", "w DECIMAL(38,1)", "b BOOLEAN", "t VARCHAR",
                    "none INTEGER", "_offset BIGINT", "_row VARCHAR");
        assertThat(query("select * from '%s'", file)).containsExactly(Arrays.asList("2023-08-31 23:59:00.0", "27.00",
                "12345678901234567890.5", "true", "ä\n\"😀", null, "0", "air/1/0"),
                Arrays.asList(null, "-0.05", "-1.0", null, "", null, "1", "air/1/1"));
    }

    @Test
    void readsTimesOfUtc() throws Exception {
        Path file = new Segments(this.directory, Segments.settings()).add("{\"Time\":\"2024-01-31T23:59:00.250Z\"}")
            .seal()
            .file();
        assertThat(query("select typeof(Time), epoch_us(Time) from '%s'", file))
            .containsExactly(List.of("TIMESTAMP WITH TIME ZONE", "1706745540250000"));
    }

    @Test
    void findsStatistics() throws Exception {
        Segments segments = new Segments(this.directory, Segments.settings());
        for (int i = 0; i < 197; i++) {
            segments.add("{\"n\":1.5,\"w\":0.5,\"t\":\"abc\",\"none\":null}");
        }
        segments.add("{\"n\":-0.5,\"w\":-12345678901234567890.5,\"t\":\"b\",\"none\":null}",
                "{\"n\":27,\"w\":0,\"t\":\"é\",\"none\":null}", "{\"n\":null,\"w\":1,\"t\":\"a\",\"none\":null}");
        Path file = segments.seal().file();
        assertThat(query("""
                select path_in_schema, stats_min_value, stats_max_value, stats_null_count, num_values, compression,
                    dictionary_page_offset is not null from parquet_metadata('%s') order by column_id""", file))
            .containsExactly(List.of("n", "-0.5", "27.0", "1", "200", "ZSTD", "true"),
                    List.of("w", "-12345678901234567890.5", "1.0", "0", "200", "ZSTD", "false"),
                    List.of("t", "a", "é", "0", "200", "ZSTD", "true"),
                    Arrays.asList("none", null, null, "200", "200", "ZSTD", "false"));
        assertThat(query("select count(*) from '%s' where n < -0.4 and w < -5 and t = 'b'", file))
            .containsExactly(List.of("1"));
    }

    /** Texts with escapes are in a buffer that the next row overwrites. */
    @Test
    void keepsTextsOfReusedBuffers() throws Exception {
        Segments segments = new Segments(this.directory, Segments.settings());
        for (int i = 0; i < 5000; i++) {
            segments.add("{\"a\":\"\\u0061%d\",\"b\":\"\\u0062%d\"}".formatted(i * 7 % 5000, i % 3));
        }
        Path file = segments.seal().file();
        assertThat(query("select count(distinct a), min(a), max(a), count(distinct b), min(b), max(b) from '%s'", file))
            .containsExactly(List.of("5000", "a0", "a999", "3", "b0", "b2"));
        assertThat(query("select min(stats_min_value), max(stats_max_value) from parquet_metadata('%s') "
                + "group by path_in_schema order by path_in_schema", file))
            .containsExactly(List.of("a0", "a999"), List.of("b0", "b2"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "AIR2401.csv", "EARTH2401.csv", "WATER2401.csv" })
    void findsTheSameInAMonthOfReadings(String sample) throws Exception {
        List<String[]> lines = Files.readAllLines(SAMPLES.resolve(sample)).stream().map((it) -> it.split(",")).toList();
        String[] columns = lines.get(0);
        Segments segments = new Segments(this.directory,
                Segments.settings(NumberMode.DECIMAL, false, ParquetCodec.ZST, 64 * KIB));
        for (String[] line : lines.subList(1, lines.size())) {
            segments.add(json(columns, line));
        }
        segments.seal();
        String files = segments.files().stream().map((it) -> "'" + it + "'").collect(Collectors.joining(","));
        for (int i = 2; i < columns.length; i++) {
            int column = i;
            List<BigDecimal> numbers = lines.stream()
                .skip(1)
                .map((line) -> line[column])
                .filter((cell) -> !cell.equals("---"))
                .map(BigDecimal::new)
                .toList();
            List<String> found = query("""
                    select count(*), count("%2$s"), min("%2$s"), max("%2$s"), sum("%2$s"),
                        min(Time), max(Time), count(distinct Station)
                    from read_parquet([%1$s], union_by_name = true)""", files, columns[i]).get(0);
            assertThat(found.get(0)).as(columns[i]).isEqualTo("" + (lines.size() - 1));
            assertThat(found.get(1)).as(columns[i]).isEqualTo("" + numbers.size());
            assertThat(new BigDecimal(found.get(2))).as(columns[i])
                .isEqualByComparingTo(numbers.stream().min(BigDecimal::compareTo).orElseThrow());
            assertThat(new BigDecimal(found.get(3))).as(columns[i])
                .isEqualByComparingTo(numbers.stream().max(BigDecimal::compareTo).orElseThrow());
            assertThat(new BigDecimal(found.get(4))).as(columns[i])
                .isEqualByComparingTo(numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
            assertThat(found.subList(5, 7)).containsExactly("2024-01-01 00:00:00.0", "2024-01-31 23:55:00.0");
        }
    }

    private static String json(String[] columns, String[] line) {
        return IntStream.range(0, columns.length)
            .mapToObj((i) -> "\"%s\":%s".formatted(columns[i],
                    (i < 2) ? "\"" + line[i] + "\"" : line[i].equals("---") ? "null" : line[i]))
            .collect(Collectors.joining(",", "{", "}"));
    }

    @Test
    void readsFilesOfDifferentTypesTogether() throws Exception {
        Segments segments = new Segments(this.directory, Segments.settings());
        segments.add("{\"a\":1,\"b\":null,\"c\":1}").seal();
        segments.add("{\"a\":0.25,\"b\":2.5,\"c\":2}").seal();
        segments.add("{\"a\":12345678901234567890,\"b\":3,\"c\":\"x\"}").seal();
        assertThat(query("select a, b, c from read_parquet('%s/*.parquet', union_by_name = true) order by a",
                this.directory))
            .containsExactly(Arrays.asList("0.25", "2.5", "2"), Arrays.asList("1.00", null, "1"),
                    Arrays.asList("12345678901234567890.00", "3.0", "x"));
    }

    @Test
    void readsColumnsWithAnyName() throws Exception {
        List<String> names = List.of("a.b", "a b", "a\"b", "'", "é😀", "a,b", "a\nb", "PM2.5", "\\", "row",
                "a".repeat(500));
        StringBuilder json = new StringBuilder("{\"\":0");
        for (String name : names) {
            json.append(",\"%s\":\"%d\""
                .formatted(name.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"), names.indexOf(name)));
        }
        Path file = new Segments(this.directory, Segments.settings()).add(json + "}").seal().file();
        List<List<String>> described = query("describe select * from '%s'", file);
        assertThat(described).extracting((row) -> row.get(0)).endsWith(names.toArray(String[]::new));
        List<String> expected = new ArrayList<>(List.of("0"));
        IntStream.range(0, names.size()).forEach((i) -> expected.add("" + i));
        assertThat(query("select * from '%s'", file)).containsExactly(expected);
    }

    @Test
    void readsColumnsThatDifferOnlyInCase() throws Exception {
        Path file = new Segments(this.directory, Segments.settings()).add("{\"a\":1,\"A\":2}").seal().file();
        assertThat(query("select * from '%s'", file)).containsExactly(List.of("1", "2"));
    }

    @Test
    void readsThousandColumns() throws Exception {
        String row = IntStream.range(0, 1000)
            .mapToObj((i) -> "\"c%d\":%d.5".formatted(i, i))
            .collect(Collectors.joining(",", "{", "}"));
        Segments segments = new Segments(this.directory, Segments.settings());
        for (int i = 0; i < 40; i++) {
            segments.add(row);
        }
        Path file = segments.seal().file();
        assertThat(query("select count(*), sum(c0), sum(c999) from '%s'", file))
            .containsExactly(List.of("40", "20.0", "39980.0"));
    }

    @Test
    void readsVeryLongTexts() throws Exception {
        Segments segments = new Segments(this.directory, Segments.settings());
        for (int i = 0; i < 5; i++) {
            segments.add("{\"a\":\"%s\",\"b\":%d}".formatted("long 😀".repeat(150_000) + i, i));
        }
        Path file = segments.seal().file();
        assertThat(query("select count(distinct a), min(length(a)), max(strlen(a)), sum(b) from '%s'", file))
            .containsExactly(List.of("5", "900001", "1350001", "10"));
        assertThat(segments.lines()).hasSize(5).last().asString().endsWith("long 😀4\",4");
    }

}
