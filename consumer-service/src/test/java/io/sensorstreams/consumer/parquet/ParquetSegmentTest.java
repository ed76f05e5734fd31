package io.sensorstreams.consumer.parquet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.consumer.parquet.type.NumberMode;
import io.sensorstreams.consumer.parquet.type.WidestTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.sensorstreams.consumer.parquet.Segments.KIB;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ParquetSegmentTest {

    @TempDir
    Path directory;

    private Segments segments;

    @BeforeEach
    void createSegments() {
        this.segments = new Segments(this.directory, Segments.settings());
    }

    /** More rows than wait for the types of a file with the smallest row groups. */
    private void addMany(String format) throws Exception {
        for (int i = 0; i < 2000; i++) {
            this.segments.add(format.formatted(i));
        }
    }

    @Test
    void findsTheTypesFromTheRows() throws Exception {
        this.segments.add(
                "{\"Time\":\"31/08/2023 23:59:00\",\"n\":27.0,\"b\":true,\"t\":\"x\",\"j\":{\"a\": [1]},\"none\":null}",
                "{\"Time\":null,\"n\":-0.05,\"b\":false,\"t\":\"31/08/2023 23:59:00\",\"j\":null,\"none\":null}")
            .seal();
        assertThat(Segments.types(this.segments.file())).containsExactly("Time TIME dd/MM/yyyy HH:mm:ss",
                "n DECIMAL(18,2)", "b BOOLEAN", "t TEXT", "j TEXT", "none NULL");
        assertThat(this.segments.lines()).containsExactly(
                "\"31/08/2023 23:59:00\",27.00,true,\"x\",\"{\\\"a\\\": [1]}\",null",
                "null,-0.05,false,\"31/08/2023 23:59:00\",null,null");
    }

    @Test
    void writesAColumnAsTextWhenItsFirstRowsDiffer() throws Exception {
        this.segments
            .add("{\"Time\":\"31/08/2023 23:59:00\",\"a\":1,\"b\":true,\"c\":\"1\"}",
                    "{\"Time\":\"yesterday\",\"a\":\"---\",\"b\":0,\"c\":1.50}")
            .seal();
        assertThat(Segments.types(this.segments.file())).containsExactly("Time TEXT", "a TEXT", "b TEXT", "c TEXT");
        assertThat(this.segments.lines()).containsExactly("\"31/08/2023 23:59:00\",\"1\",\"true\",\"1\"",
                "\"yesterday\",\"---\",\"0\",\"1.50\"");
    }

    @Test
    void keepsTheFormatOfTimesThatAllRowsHave() throws Exception {
        this.segments.add("{\"Time\":\"2024-01-31T23:59:00.250Z\"}").seal();
        assertThat(Segments.types(this.segments.file())).containsExactly("Time TIME yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");
        assertThat(this.segments.lines()).containsExactly("\"2024-01-31T23:59:00.250Z\"");
    }

    @Test
    void writesNumbersWithManyDigitsExactly() throws Exception {
        String digits38 = "12345678901234567890123456789012345.678";
        this.segments
            .add("{\"a\":%s,\"b\":1e3,\"c\":%s1,\"d\":1e400,\"e\":999999999999999999,\"f\":1000000000000000000}"
                .formatted(digits38, digits38))
            .seal();
        assertThat(Segments.types(this.segments.file())).containsExactly("a DECIMAL(38,3)", "b DECIMAL(18,0)", "c TEXT",
                "d TEXT", "e DECIMAL(18,0)", "f DECIMAL(38,0)");
        assertThat(this.segments.lines())
            .containsExactly(digits38 + ",1000,\"" + digits38 + "1\",\"1e400\",999999999999999999,1000000000000000000");
    }

    @Test
    void writesDoublesWhenTheyAreWanted() throws Exception {
        this.segments = new Segments(this.directory,
                Segments.settings(NumberMode.DOUBLE, false, ParquetCodec.ZST, 64 * KIB));
        this.segments.add("{\"a\":27.0,\"b\":1e400,\"c\":1e-400}", "{\"a\":0.1,\"b\":1,\"c\":-0.0}").seal();
        assertThat(Segments.types(this.segments.file())).containsExactly("a DOUBLE", "b TEXT", "c DOUBLE");
        assertThat(this.segments.lines()).containsExactly("27.0,\"1e400\",0.0", "0.1,\"1\",-0.0");
    }

    @Test
    void startsTheNextFileWithWiderTypes() throws Exception {
        addMany("{\"a\":%d,\"b\":1.5,\"c\":null}");
        this.segments.add("{\"a\":1,\"b\":1.50,\"c\":null}");
        assertThat(this.segments.files()).hasSize(1);
        this.segments.add("{\"a\":1,\"b\":0.25,\"c\":null}");
        assertThat(this.segments.files()).hasSize(2);
        addMany("{\"a\":%d,\"b\":1.5,\"c\":null}");
        this.segments.add("{\"a\":1,\"b\":0.25,\"c\":3}");
        assertThat(this.segments.files()).hasSize(3);
        addMany("{\"a\":%d,\"b\":\"x\",\"c\":null}");
        this.segments.seal();
        assertThat(this.segments.files()).hasSize(3);
        assertThat(Segments.types(this.segments.files().get(0))).containsExactly("a DECIMAL(18,0)", "b DECIMAL(18,1)",
                "c NULL");
        assertThat(Segments.types(this.segments.files().get(1))).containsExactly("a DECIMAL(18,0)", "b DECIMAL(18,2)",
                "c NULL");
        assertThat(Segments.types(this.segments.files().get(2))).containsExactly("a DECIMAL(18,0)", "b TEXT",
                "c DECIMAL(18,0)");
        assertThat(this.segments.rows()).containsExactly(2001L, 2001L, 2001L);
        assertThat(this.segments.lines()).hasSize(6003);
    }

    @Test
    void continuesWithTextsAfterATextThatIsNoTime() throws Exception {
        addMany("{\"Time\":\"31/08/2023 23:59:00\",\"a\":%d}");
        this.segments.add("{\"Time\":\"31/08/2023 24:00:00\",\"a\":-1}");
        addMany("{\"Time\":\"31/08/2023 23:59:00\",\"a\":%d}");
        this.segments.add("{\"Time\":null,\"a\":1000000000000000000}").seal();
        assertThat(this.segments.files()).map(Segments::types)
            .containsExactly(List.of("Time TIME dd/MM/yyyy HH:mm:ss", "a DECIMAL(18,0)"),
                    List.of("Time TEXT", "a DECIMAL(18,0)"), List.of("Time TEXT", "a DECIMAL(38,0)"));
        assertThat(this.segments.rows()).containsExactly(2000L, 2001L, 1L);
    }

    @Test
    void remembersTheTypesOfEarlierFiles() throws Exception {
        this.segments.add("{\"a\":0.125,\"b\":\"x\"}").seal();
        this.segments.add("{\"a\":1,\"b\":2}").seal();
        assertThat(Segments.types(this.segments.files().get(1))).containsExactly("a DECIMAL(18,3)", "b TEXT");
    }

    @Test
    void writesFewFilesWhenEveryRowHasAnotherType() throws Exception {
        for (int i = 0; i < 5000; i++) {
            this.segments.add((i % 2 == 0) ? "{\"a\":%d,\"b\":true}".formatted(i) : "{\"a\":\"x\",\"b\":0.5}");
        }
        for (int i = 0; i < 5000; i++) {
            this.segments.add("{\"a\":1,\"b\":%s}".formatted("1." + "5".repeat(1 + i % 30)));
        }
        this.segments.seal();
        assertThat(this.segments.files()).hasSize(1);
    }

    @Test
    void writesAFileForEachSetOfColumns() throws Exception {
        this.segments.add("{\"a\":1,\"b\":2}", "{\"b\":3,\"a\":4}", "{\"a\":5}", "{\"A\":6}").seal();
        assertThat(this.segments.rows()).containsExactly(2L, 1L, 1L);
        assertThat(this.segments.lines()).containsExactly("1,2", "4,3", "5", "6");
    }

    @Test
    void refusesARowThatDoesNotFit() throws Exception {
        addMany("{\"a\":%d}");
        ParquetSegment open = this.segments.add("{\"a\":1}".getBytes(UTF_8));
        ParquetRow row = new ParquetRow();
        row.read("{\"a\":\"x\"}".getBytes(UTF_8));
        assertThatIllegalStateException().isThrownBy(() -> open.append(row, 9, null))
            .withMessage("the row does not fit the file");
        this.segments.seal();
        assertThat(this.segments.lines()).hasSize(2001).doesNotContain("\"x\"");
    }

    @ParameterizedTest
    @EnumSource
    void compressesPages(ParquetCodec codec) throws Exception {
        this.segments = new Segments(this.directory, Segments.settings(NumberMode.DECIMAL, true, codec, 64 * KIB));
        addMany("{\"a\":%d,\"b\":\"text\"}");
        this.segments.seal();
        assertThat(this.segments.lines()).hasSize(2000).last().isEqualTo("1999,\"text\"");
        assertThat(Files.size(this.segments.file())).isLessThan((codec == ParquetCodec.NONE) ? 80_000 : 22_000);
    }

    @Test
    void writesOffsetsAndHeaders() throws Exception {
        this.segments = new Segments(this.directory,
                Segments.settings(NumberMode.DECIMAL, true, ParquetCodec.NONE, 64 * KIB));
        this.segments
            .add("{\"a\":1,\"_offset\":7,\"_ROW\":8}", "{\"a\":2,\"_offset\":7,\"_ROW\":8}",
                    "{\"a\":3,\"_offset\":7,\"_ROW\":8}")
            .seal();
        assertThat(Segments.types(this.segments.file())).containsExactly("a DECIMAL(18,0)", "_offset DECIMAL(18,0)",
                "_ROW DECIMAL(18,0)", "__offset LONG", "__row TEXT");
        try (ParquetRows rows = Segments.read(this.segments.file())) {
            assertThat(rows.columns().names()).containsExactly("a", "_offset", "_ROW");
            rows.next();
            assertThat(rows.offset()).hasValue(0);
            assertThat(rows.header()).hasValue("air/1/0");
            rows.next();
            rows.next();
            assertThat(rows.offset()).hasValue(2);
            assertThat(rows.header()).isEmpty();
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void writesThousandColumns() throws Exception {
        long most = 0;
        for (int row = 0; row < 50; row++) {
            int number = row;
            ParquetSegment open = this.segments.add(IntStream.range(0, 1000)
                .mapToObj((i) -> "\"column %d\":%s".formatted(i, (i % 3 == 0) ? "\"t" + number + "\"" : number + ".5"))
                .collect(Collectors.joining(",", "{", "}"))
                .getBytes(UTF_8));
            most = Math.max(most, open.memory());
        }
        assertThat(most).isBetween(4_000L * KIB, 10_000L * KIB);
        this.segments.seal();
        assertThat(Segments.types(this.segments.file())).hasSize(1000);
        assertThat(this.segments.lines()).hasSize(50).last().asString().startsWith("\"t49\",49.5,49.5,\"t49\"");
    }

    @Test
    void refusesARowWithTooManyColumns() {
        String value = IntStream.range(0, 10_001)
            .mapToObj((i) -> "\"%d\":0".formatted(i))
            .collect(Collectors.joining(",", "{", "}"));
        assertThatExceptionOfType(MalformedRowException.class).isThrownBy(() -> this.segments.add(value))
            .withMessage("value has 10001 columns, a Parquet file has at most 10000");
    }

    @Test
    void keepsNoMoreRowsInMemoryThanTheSetting() throws Exception {
        long most = 0;
        long bytes = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] value = "{\"Time\":\"31/08/2023 23:59:00\",\"a\":%d.%d,\"b\":\"%s\"}"
                .formatted(i, i % 10, Integer.toString(i * 7919, 36).repeat(4))
                .getBytes(UTF_8);
            ParquetSegment open = this.segments.add(value);
            most = Math.max(most, open.memory());
            bytes = open.bytes();
        }
        assertThat(most).isBetween((64L + 3 * 25) * KIB, (64L + 3 * 25 + 64) * KIB);
        this.segments.seal();
        assertThat(Files.size(this.segments.file())).isBetween(bytes - 64 * KIB, bytes + 32 * KIB);
        assertThat(this.segments.lines()).hasSize(20_000);
    }

    @Test
    void writesRowsEarlyWhenTheCallerNeedsMemory() throws Exception {
        ParquetSegment open = this.segments.add("{\"a\":1}".getBytes(UTF_8));
        open.writeRows();
        assertThat(open.memory()).isLessThan(26 * KIB);
        this.segments.add("{\"a\":2}").seal();
        assertThat(this.segments.lines()).containsExactly("1", "2");
    }

}
