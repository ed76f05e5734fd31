package io.sensorstreams.producer.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import com.github.luben.zstd.ZstdOutputStream;
import io.sensorstreams.producer.directory.TestDirectory;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.row.SourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Contract of CSV rows, for every compression and both reading directions.
 */
abstract class CsvRowsContract extends RowsContract {

    private static final String QUIRKS = "\ufeffTime,Station,T,Note\r\n" + "31/08/2023 23:59:00,SVDT1,27.0,---\n" + "\n"
            + "31/08/2023 23:58:00,SVDT3,,\"a \"\"quoted\"\" cell,\nwith a\n\nbreak\"\r\n" + "1,2,3\n"
            + "31/08/2023 23:57:00,---,1,5\" pipe\n" + "31/08/2023 23:56:00,SVDT1,-1e3,\"\"\r\n" + "\r\n" + "x,,,ü";

    @TempDir
    Path temp;

    abstract String ending();

    abstract Source.Order order();

    /** Where the file is. */
    Path directory() {
        return this.temp;
    }

    @Override
    Rows open(Position from) throws IOException {
        return open(QUIRKS, from);
    }

    @Test
    void readsWhatRfc4180Allows() throws IOException {
        String rejected = "A" + ending();
        assertThat(inFileOrder(QUIRKS)).containsExactly(
                "{\"Time\":\"31/08/2023 23:59:00\",\"Station\":\"SVDT1\",\"T\":27.0,\"Note\":null}",
                "{\"Time\":\"31/08/2023 23:58:00\",\"Station\":\"SVDT3\",\"T\":null,"
                        + "\"Note\":\"a \\\"quoted\\\" cell,\\u000awith a\\u000a\\u000abreak\"}",
                rejected + ":8: row has 3 fields, header has 4: 1,2,3",
                rejected + ":9: field 4 has a quote but does not begin with one: 31/08/2023 23:57:00,---,1,5\" pipe",
                "{\"Time\":\"31/08/2023 23:56:00\",\"Station\":\"SVDT1\",\"T\":-1e3,\"Note\":null}",
                "{\"Time\":\"x\",\"Station\":null,\"T\":null,\"Note\":\"ü\"}");
    }

    @Test
    void returnsStationsAndTimes() throws IOException {
        try (Rows rows = open(QUIRKS, Position.BEGINNING)) {
            List<Seen> seen = Seen.readAll(rows, 100);
            assertThat(seen).extracting(Seen::station)
                .containsExactlyInAnyOrder("SVDT1", "SVDT3", "none", "none", "SVDT1", "none");
            assertThat(seen).extracting(Seen::eventTimeMillis)
                .containsExactlyInAnyOrder(1693526340000L, 1693526280000L, Rows.NO_EVENT_TIME, Rows.NO_EVENT_TIME,
                        1693526160000L, Rows.NO_EVENT_TIME);
        }
    }

    @Test
    void anEmptyFileHasNoRows() throws IOException {
        assertThat(inFileOrder("")).isEmpty();
        assertThat(inFileOrder("\ufeff")).isEmpty();
        assertThat(inFileOrder("\n\r\n")).isEmpty();
    }

    @Test
    void aHeaderAloneHasNoRows() throws IOException {
        assertThat(inFileOrder("a,b")).isEmpty();
        assertThat(inFileOrder("a,b\n")).isEmpty();
        assertThat(inFileOrder("a,b\r\n\r\n\n")).isEmpty();
    }

    @Test
    void aBlankLineIsARowOfASingleColumn() throws IOException {
        assertThat(inFileOrder("a\n1\n\n2\n")).containsExactly("{\"a\":1}", "{\"a\":null}", "{\"a\":2}");
    }

    @Test
    void anUnclosedQuoteRejectsOneLine() throws IOException {
        assertThat(inFileOrder("a,b\n1,2\n3,\"4\n5,6\n7,8\n")).containsExactly("{\"a\":1,\"b\":2}",
                "A" + ending() + ":3: quoted field 2 is not closed: 3,\"4", "{\"a\":5,\"b\":6}", "{\"a\":7,\"b\":8}");
    }

    @Test
    void textAfterAClosingQuoteIsRejected() throws IOException {
        assertThat(inFileOrder("a,b\n\"1\"x,2\n3,\"4\"\n")).containsExactly(
                "A" + ending() + ":2: quoted field 1 has more text after its closing quote: \"1\"x,2",
                "{\"a\":3,\"b\":4}");
    }

    @Test
    void aLongRowIsRejectedAndReadingContinues() throws IOException {
        String tooLong = "1," + "x".repeat(5_000_000);
        List<String> rows = inFileOrder("a,b\n1,2\n" + tooLong + "\n3,4\n");
        assertThat(rows).hasSize(3).startsWith("{\"a\":1,\"b\":2}").endsWith("{\"a\":3,\"b\":4}");
        assertThat(rows.get(1)).startsWith("A" + ending() + ":3: row is longer than 1048576 bytes: 1,xxx")
            .hasSizeLessThan(1_000_100);
    }

    @Test
    void muchTextWithoutARowIsSkippedInSteps() throws IOException {
        assertThat(steps("a,b\n1,2\n" + "\n".repeat(20_000_000) + "3,4\n")).containsExactly(Rows.Step.ROW,
                Rows.Step.NOT_YET, Rows.Step.NOT_YET, Rows.Step.ROW);
        assertThat(steps("a,b\n1,2\n" + "x".repeat(20_000_000) + "\n3,4\n")).containsExactly(Rows.Step.ROW,
                Rows.Step.NOT_YET, Rows.Step.NOT_YET, Rows.Step.REJECTED, Rows.Step.ROW);
    }

    private List<Rows.Step> steps(String content) throws IOException {
        try (Rows rows = open(content, Position.BEGINNING)) {
            List<Rows.Step> steps = new ArrayList<>();
            for (Rows.Step step = rows.next(); step != Rows.Step.END; step = rows.next()) {
                steps.add(step);
            }
            return steps;
        }
    }

    @Test
    void aRowOfVeryManyFieldsIsRejected() throws IOException {
        List<String> rows = inFileOrder("a,b\n1,2\n" + ",".repeat(600_000) + "\n3,4\n");
        assertThat(rows).hasSize(3).startsWith("{\"a\":1,\"b\":2}").endsWith("{\"a\":3,\"b\":4}");
        assertThat(rows.get(1)).startsWith("A" + ending() + ":3: row has more than 131072 fields: ,,,");
    }

    @Test
    void aRowTooLargeForARecordIsRejected() throws IOException {
        List<String> rows = inFileOrder("a,b\n1," + "x".repeat(1_000_000) + "\n3,4\n");
        assertThat(rows).hasSize(2).endsWith("{\"a\":3,\"b\":4}");
        assertThat(rows.get(0))
            .startsWith("A" + ending() + ":2: row results in a record of 1000014 bytes, the limit is 1000000: 1,xxx");
    }

    @Test
    void aRowTooLargeWithItsKeyIsRejected() throws IOException {
        String station = "x".repeat(500_000);
        List<String> rows = inFileOrder("Station,b\n" + station + ",2\ny,4\n");
        assertThat(rows).hasSize(2).endsWith("{\"Station\":\"y\",\"b\":4}");
        assertThat(rows.get(0))
            .startsWith("A" + ending() + ":2: row results in a record of 1000020 bytes, the limit is 1000000: xxx");
    }

    @Test
    void aQuoteIsSearchedInBoundedMemory() throws IOException {
        String lines = "5,6\n".repeat(400_000);
        try (Rows rows = open("a,b\n1,2\n3,\"4\n" + lines, Position.BEGINNING)) {
            long count = 0;
            long rejected = 0;
            for (Rows.Step step = rows.next(); step != Rows.Step.END; step = rows.next()) {
                count++;
                if (step == Rows.Step.REJECTED) {
                    rejected++;
                    assertThat(rows.rejection().line()).isEqualTo(3);
                    assertThat(rows.rejection().raw()).asString(UTF_8).isEqualTo("3,\"4");
                }
            }
            assertThat(count).isEqualTo(400_002);
            assertThat(rejected).isEqualTo(1);
        }
    }

    @Test
    void rowsMayBeLongerThanTheBuffer() throws IOException {
        String cell = "\"" + "line, \"\"of\"\" text\n".repeat(20_000) + "\"";
        List<String> rows = inFileOrder("a,b\n1," + cell + "\n2,3\n4," + cell + "\r\n5,6");
        assertThat(rows).hasSize(4);
        assertThat(rows.get(0)).startsWith("{\"a\":1,\"b\":\"line, \\\"of\\\" text\\u000aline,").hasSize(460_014);
        assertThat(rows.get(1)).isEqualTo("{\"a\":2,\"b\":3}");
        assertThat(rows.get(2)).endsWith(rows.get(0).substring(6));
        assertThat(rows.get(3)).isEqualTo("{\"a\":5,\"b\":6}");
    }

    @Test
    void bytesThatAreNotUtf8AreRejected() throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes("a,b\n1,".getBytes(UTF_8));
        content.write(0xe9);
        content.writeBytes("\n3,é\n".getBytes(UTF_8));
        try (Rows rows = open(write(content.toByteArray()), Position.BEGINNING)) {
            assertThat(Seen.readAll(rows, 9)).extracting(Seen::content)
                .contains("A" + ending() + ":2: field 'b' is not UTF-8: 1,\ufffd", "{\"a\":3,\"b\":\"é\"}");
        }
    }

    @Test
    void concatenatedCompressedFilesAreOneText() throws IOException {
        Path file = write("a,b\n1,2\n3".getBytes(UTF_8));
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(Files.readAllBytes(file));
        both.writeBytes(Files.readAllBytes(write(",4\n5,6\n".getBytes(UTF_8))));
        Files.write(file, both.toByteArray());
        try (Rows rows = open(file, Position.BEGINNING)) {
            assertThat(Seen.readAll(rows, 9)).extracting(Seen::content)
                .containsExactlyInAnyOrder("{\"a\":1,\"b\":2}", "{\"a\":3,\"b\":4}", "{\"a\":5,\"b\":6}");
        }
    }

    @Test
    void aRowWithControlCharactersIsRejected() throws IOException {
        assertThat(inFileOrder("a,b\n1,\0\n2,x\u001fy\n3,\"t\tn\nr\r\"\n4,\u007f\n")).containsExactly(
                "A" + ending() + ":2: row has the control character U+0000: 1,\0",
                "A" + ending() + ":3: row has the control character U+001F: 2,x\u001fy",
                "{\"a\":3,\"b\":\"t\\u0009n\\u000ar\\u000d\"}", "{\"a\":4,\"b\":\"\u007f\"}");
    }

    @Test
    void tellsWhyARowHasNoStationAndNoTime() throws IOException {
        try (Rows rows = open("Station,Time\n---,\n", Position.BEGINNING)) {
            rows.next();
            assertThat(rows.stationFault()).isEqualTo("column 'Station' has no value");
            assertThat(rows.timeFault()).isEqualTo("column 'Time' has no value");
            assertThat(rows.line(1000)).hasValue(2);
        }
        try (Rows rows = open("a,Time\n1,now\n", Position.BEGINNING)) {
            rows.next();
            assertThat(rows.stationFault()).isEqualTo("there is no column 'Station'");
            assertThat(rows.timeFault()).isEqualTo("'now' in column 'Time' is not a time of a format that auto finds");
        }
    }

    @Test
    void stationAndTimeAreFoundByColumnName() throws IOException {
        try (Rows rows = open("T,Station,Time\n1,S,01/01/2000 00:00:01\n", Position.BEGINNING)) {
            rows.next();
            assertThat(rows.station()).asString(UTF_8).isEqualTo("S");
            assertThat(rows.eventTimeMillis()).isEqualTo(946684801000L);
        }
    }

    @Test
    void blankAndRepeatedNamesOfColumnsAreNumbered() throws IOException {
        assertThat(inFileOrder("a,,a,a_2, ,a,\n1,2,3,4,5,6,\n"))
            .containsExactly("{\"a\":1,\"column2\":2,\"a_3\":3,\"a_2\":4,\"column5\":5,\"a_4\":6,\"column7\":null}");
    }

    @Test
    void rowsOfSeparatorsOnlyAreNoRows() throws IOException {
        assertThat(inFileOrder("a,b,c\n1,2,3\n,,\n,\n4,5,6\n,,\n\"\",,\n")).containsExactly("{\"a\":1,\"b\":2,\"c\":3}",
                "{\"a\":4,\"b\":5,\"c\":6}", "{\"a\":null,\"b\":null,\"c\":null}");
    }

    @Test
    void anInvalidHeaderIsRefused() throws IOException {
        assertRefused("a,\"b\n", "A" + ending() + " is not CSV: in its header, quoted field 2 is not closed");
        assertRefused("a,b\0\n", "A" + ending() + " is not CSV: its first row has control characters");
    }

    @Test
    void aTruncatedFileIsNotResumed() throws IOException {
        assertNotResumed("a,b\n1,2\n", new Position(7, 400));
    }

    @Test
    void aReplacedFileIsNotResumedWithinARow() throws IOException {
        assertNotResumed("a,b\n1,2\n33333,44444\n5,6\n", new Position(2, 10));
    }

    private void assertRefused(String content, String message) throws IOException {
        Path file = write(content.getBytes(UTF_8));
        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> open(file, Position.BEGINNING).close())
            .withMessage(message);
    }

    private void assertNotResumed(String content, Position position) throws IOException {
        Path file = write(content.getBytes(UTF_8));
        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> open(file, position).close())
            .withMessageStartingWith("A" + ending() + " ")
            .withMessageContaining(String.valueOf(position.bytes()))
            .withMessageEndingWith("replaced");
    }

    private List<String> inFileOrder(String content) throws IOException {
        try (Rows rows = open(content, Position.BEGINNING)) {
            List<String> seen = new ArrayList<>(Seen.readAll(rows, 1000).stream().map(Seen::content).toList());
            if (order() == Source.Order.REVERSED) {
                Collections.reverse(seen);
            }
            return seen;
        }
    }

    private Rows open(String content, Position from) throws IOException {
        return open(write(content.getBytes(UTF_8)), from);
    }

    private Rows open(Path file, Position from) throws IOException {
        Source source = TestSources.csv(file.getFileName().toString(), order());
        return source.open(TestDirectory.of(file.getParent()), "A", from);
    }

    private Path write(byte[] content) throws IOException {
        Path file = directory().resolve("A" + ending());
        try (OutputStream out = compressing(Files.newOutputStream(file))) {
            out.write(content);
        }
        return file;
    }

    private OutputStream compressing(OutputStream out) throws IOException {
        return switch (ending()) {
            case ".csv.gz" -> new GZIPOutputStream(out);
            case ".csv.zst" -> new ZstdOutputStream(out);
            default -> out;
        };
    }

}
