package io.sensorstreams.consumer.parquet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;

import io.sensorstreams.consumer.parquet.type.NumberMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static io.sensorstreams.consumer.parquet.Segments.KIB;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ParquetRowsTest {

    private static final long SEED = 7;

    @TempDir
    Path directory;

    private Segments segments;

    private final ParquetRow record = new ParquetRow();

    @BeforeEach
    void createSegments() {
        this.segments = new Segments(this.directory, Segments.settings());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            27.0                   | 27.0                   | true
            27.0                   | 27                     | true
            27.0                   | 2.70e1                 | true
            0                      | -0.0                   | true
            27.0                   | 27.1                   | false
            27.0                   | 27.01                  | false
            27.0                   | "27.0"                 | false
            27.0                   | null                   | false
            27.0                   | 1e400                  | false
            12345678901234567890.5 | 12345678901234567890.50 | true
            12345678901234567890.5 | 12345678901234567890.6 | false
            null                   | null                   | true
            null                   | ""                     | false
            null                   | 1                      | false
            true                   | true                   | true
            true                   | false                  | false
            true                   | "true"                 | false
            true                   | 1                      | false
            "x"                    | "x"                    | true
            "x"                    | "\\u0078"              | true
            "x"                    | "y"                    | false
            ""                     | null                   | false
            "null"                 | null                   | false
            "a\\nb"                | "a\\u000ab"            | true
            [1, 2]                 | [1, 2]                 | true
            [1, 2]                 | [1,2]                  | false
            "31/08/2023 23:59:00"  | "31/08/2023 23:59:00"  | true
            "31/08/2023 23:59:00"  | "31/08/2023 23:59:01"  | false
            "31/08/2023 23:59:00"  | "2023-08-31 23:59:00"  | false
            """)
    void comparesAValueWithThatOfARecord(String inFile, String inRecord, boolean same) throws Exception {
        this.segments.add("{\"Time\":%s}".formatted(inFile)).seal();
        this.record.read("{\"Time\":%s}".formatted(inRecord).getBytes(UTF_8));
        try (ParquetRows rows = Segments.read(this.segments.file())) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.matches(this.record)).isEqualTo(same);
            String line = new String(rows.line().array(), 0, rows.line().length(), UTF_8);
            String expected = new String(rows.lineOf(this.record).array(), 0, rows.lineOf(this.record).length(), UTF_8);
            assertThat(line.equals(expected)).as("%s and %s", line, expected).isEqualTo(same);
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void comparesColumnsByName() throws Exception {
        this.segments.add("{\"a\":1,\"b\":\"x\"}").seal();
        try (ParquetRows rows = Segments.read(this.segments.file())) {
            rows.next();
            this.record.read("{\"b\":\"x\",\"a\":1}".getBytes(UTF_8));
            assertThat(rows.matches(this.record)).isTrue();
            this.record.read("{\"a\":1}".getBytes(UTF_8));
            assertThat(rows.matches(this.record)).isFalse();
            this.record.read("{\"a\":1,\"c\":\"x\"}".getBytes(UTF_8));
            assertThat(rows.matches(this.record)).isFalse();
            this.record.read("{\"a\":\"x\",\"b\":1}".getBytes(UTF_8));
            assertThat(rows.matches(this.record)).isFalse();
        }
    }

    @Test
    void comparesDoublesAsDoubles() throws Exception {
        this.segments = new Segments(this.directory,
                Segments.settings(NumberMode.DOUBLE, false, ParquetCodec.ZST, 64 * KIB))
            .add("{\"a\":0.1}")
            .seal();
        try (ParquetRows rows = Segments.read(this.segments.file())) {
            rows.next();
            this.record.read("{\"a\":0.1000000000000000055}".getBytes(UTF_8));
            assertThat(rows.matches(this.record)).isTrue();
            this.record.read("{\"a\":0.10000000000000002}".getBytes(UTF_8));
            assertThat(rows.matches(this.record)).isFalse();
        }
    }

    @Test
    void keepsALineOnOneLine() throws Exception {
        this.segments.add("{\"a\":\"1\\n2\\r\\\"\\\\\\u0001\\u001f\"}").seal();
        assertThat(this.segments.lines()).containsExactly("\"1\\u000a2\\u000d\\\"\\\\\\u0001\\u001f\"");
    }

    @ParameterizedTest
    @CsvSource({ "0,'it has 0 bytes, expected 0'", "11,'it has 11 bytes, expected 11'",
            "300,'it does not start and end with ''PAR1'', so it is no complete Parquet file'" })
    void refusesAnIncompleteFile(int length, String message) throws Exception {
        this.segments.add("{\"a\":1}").seal();
        Path file = this.segments.file();
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> Segments.read(file))
            .withMessage("%s cannot be read: %s", file.getFileName(), message);
    }

    @Test
    void readsOnlyTheGivenLength() throws Exception {
        this.segments.add("{\"a\":1}").seal();
        Path file = this.segments.file();
        long length = Files.size(file);
        Files.write(file, "tail".getBytes(UTF_8), StandardOpenOption.APPEND);
        try (ParquetRows rows = ParquetRows.open(file, length)) {
            assertThat(rows.rows()).isEqualTo(1);
            assertThat(rows.next()).isTrue();
        }
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> ParquetRows.open(file, length + 5))
            .withMessage("%s cannot be read: it has %d bytes, expected %d", file.getFileName(), length + 4, length + 5);
    }

    @Test
    void reportsADamagedPage() throws Exception {
        this.segments.add("{\"a\":1}", "{\"a\":2}").seal();
        Path file = this.segments.file();
        byte[] bytes = Files.readAllBytes(file);
        bytes[40] ^= 1;
        Files.write(file, bytes);
        assertThatExceptionOfType(IOException.class).isThrownBy(this.segments::lines)
            .withMessageMatching(
                    "\\Q" + file.getFileName() + "\\E is damaged at row 1 of 2: the page at byte \\d+ has another "
                            + "checksum than its header says");
    }

    /** The file is read as before, with other values, or refused. */
    @ParameterizedTest
    @EnumSource
    void neverFailsInAnotherWayOnADamagedFile(ParquetCodec codec) throws Exception {
        this.segments = new Segments(this.directory, Segments.settings(NumberMode.DECIMAL, true, codec, 64 * KIB));
        for (int i = 0; i < 3; i++) {
            this.segments
                .add("{\"Time\":\"01/01/2024 00:00:0%d\",\"a\":%d,\"b\":true,\"c\":\"t\",\"d\":null}".formatted(i, i));
        }
        this.segments.seal();
        byte[] valid = Files.readAllBytes(this.segments.file());
        Random random = new Random(SEED);
        int refused = 0;
        for (int i = 0; i < 700; i++) {
            byte[] bytes = valid.clone();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            refused += isRefused(bytes, "change %d, seed %d".formatted(i, SEED)) ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(500);
    }

    private boolean isRefused(byte[] bytes, String change) throws Exception {
        Files.write(this.segments.file(), bytes);
        try {
            assertThat(this.segments.lines()).as(change).hasSizeLessThanOrEqualTo(3);
            return false;
        }
        catch (IOException e) {
            assertThat(e).as(change).hasMessageStartingWith(this.segments.file().getFileName().toString());
            return true;
        }
    }

}
