package io.sensorstreams.producer.directory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import io.sensorstreams.producer.csv.CsvOptions;
import io.sensorstreams.producer.csv.CsvRows;
import io.sensorstreams.producer.csv.CsvText;
import io.sensorstreams.producer.dialect.Dialect;
import io.sensorstreams.producer.dialect.DialectCheck;
import io.sensorstreams.producer.row.FileFormat;
import io.sensorstreams.producer.row.FileIdentity;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.row.SourceException;
import io.sensorstreams.producer.time.TimeOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FileFormatsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String CONTENT = "Time,a\n1,2\n3,4\n";

    @TempDir
    Path temp;

    @Test
    void readsAStandardFileByTheStandard() throws IOException {
        assertThat(FileFormats.open(text(CONTENT, StandardCharsets.UTF_8), null).format().dialect())
            .isEqualTo(Dialect.STANDARD);
    }

    @Test
    void findsTheOrderOfBytes() throws IOException {
        Dialect declared = dialect("{'encoding':'UTF-16'}");

        for (String encoding : List.of("UTF-16LE", "UTF-16BE")) {
            for (String mark : List.of("", "\ufeff")) {
                CsvText text = text(mark + CONTENT, Charset.forName(encoding));
                assertThat(FileFormats.open(text, declared).format().dialect().encoding()).isEqualTo(encoding);
            }
        }
    }

    @Test
    void resumesWithTheStoredFormat() throws IOException {
        CsvText text = text(CONTENT, StandardCharsets.UTF_8);
        FileFormat stored = new FileFormat(dialect("{'delimiter':';'}"), "iso", List.of("other"));
        FileIdentity seen = new FileIdentity(10, null, null, 0, 10, 0, stored, null);

        assertThat(FileFormats.resume(text, null, new Position(1, 10, seen)).format()).isEqualTo(stored);
        assertThat(FileFormats.resume(text, null, Position.BEGINNING).format().dialect()).isEqualTo(Dialect.STANDARD);
    }

    @Test
    void keepsRowsOfSeparatorsWhereAFormerVersionBegan() throws IOException {
        CsvText text = text(CONTENT, StandardCharsets.UTF_8);

        assertThat(FileFormats.resume(text, null, new Position(1, 10)).format().dialect())
            .isEqualTo(dialect("{'blankRows':'keep'}"));
        assertThat(FileFormats.resume(text, null, Position.BEGINNING).format().dialect()).isEqualTo(Dialect.STANDARD);
    }

    @Test
    void canResumeWhateverItFinds() throws IOException {
        String names = IntStream.range(0, 1000).mapToObj((i) -> "temperature" + i).collect(Collectors.joining(","));
        String values = "5.25" + ",1.5".repeat(999) + "\n";
        CsvText text = text("# Export of a logger\n#" + names + "\n" + values.repeat(5), StandardCharsets.UTF_8);

        FileFormat found = FileFormats.open(text, null).format();

        assertThat(DialectCheck.faults(found.dialect())).isEmpty();
        FileIdentity seen = new FileIdentity(10, null, null, 0, 10, 0, found, null);
        assertThat(FileFormats.resume(text, null, new Position(1, 10, seen)).format()).isEqualTo(found);
    }

    @Test
    void resumesWithNamesThatNoRequestMayHave() throws IOException {
        Dialect declared = dialect("{'columns':['a\\tb','" + "x".repeat(20_000) + "']}");
        FileIdentity seen = new FileIdentity(10, null, null, 0, 10, 0, new FileFormat(declared, null, List.of()), null);

        assertThat(FileFormats.resume(text(CONTENT, StandardCharsets.UTF_8), null, new Position(1, 10, seen)).format())
            .isEqualTo(seen.format());
    }

    @Test
    void looksFartherThanALongHeader() throws IOException {
        String names = IntStream.range(0, 5000)
            .mapToObj((i) -> "temperature in room " + i)
            .collect(Collectors.joining(";"));
        String values = "1,5" + ";2,5".repeat(4999) + "\n";

        assertThat(FileFormats.open(text(names + "\n" + values.repeat(20), StandardCharsets.UTF_8), null)
            .format()
            .dialect()).isEqualTo(dialect("{'delimiter':';','decimal':','}"));
    }

    @Test
    void readsTheRowsBeforeTheEndOfAFileThatWasCut() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            Random random = new Random(1);
            gzip.write("a;b\n".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 1000; i++) {
                gzip.write("%d;%d\n".formatted(i, random.nextInt()).getBytes(StandardCharsets.UTF_8));
            }
        }
        Path file = Files.write(this.temp.resolve("A.csv.gz"), Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));
        CsvText text = FileFormats.open(new CsvText("A.csv.gz", file, false), null);
        CsvOptions options = new CsvOptions(false, List.of(), new TimeOptions(List.of("Time"), "iso", null), "Station");

        try (CsvRows rows = CsvRows.open(text, options, Position.BEGINNING)) {
            for (int i = 0; i < 300; i++) {
                assertThat(rows.next()).isEqualTo(Rows.Step.ROW);
                assertThat(new String(rows.value(), StandardCharsets.UTF_8)).startsWith("{\"a\":" + i + ",");
            }
            assertThatExceptionOfType(SourceException.class).isThrownBy(() -> {
                while (rows.next() == Rows.Step.ROW) {
                    assertThat(rows.value()).isNotEmpty();
                }
            }).withMessageContaining("Unexpected end");
        }
    }

    @Test
    void refusesAFileThatDoesNotFit() throws IOException {
        CsvText text = text("\ufeff" + CONTENT, StandardCharsets.UTF_16LE);

        assertThatExceptionOfType(UnfitDialectException.class)
            .isThrownBy(() -> FileFormats.open(text, Dialect.STANDARD))
            .withMessageStartingWith("A.csv looks encoded in UTF-16LE")
            .withMessageEndingWith("; correct the dialect of the source, or let it be found with \"auto\"");
    }

    @Test
    void refusesAnInvalidDialect() throws IOException {
        CsvText text = text(CONTENT, StandardCharsets.UTF_8);

        assertThatExceptionOfType(SourceException.class)
            .isThrownBy(() -> FileFormats.open(text, dialect("{'encoding':'UTF-9'}")))
            .withMessageStartingWith("A.csv cannot be read, because its dialect is invalid: {encoding=is unknown");
    }

    private CsvText text(String content, Charset charset) throws IOException {
        return new CsvText("A.csv", Files.write(this.temp.resolve("A.csv"), content.getBytes(charset)), false);
    }

    private static Dialect dialect(String json) {
        return JSON.readValue(json.replace('\'', '"'), Dialect.class);
    }

}
