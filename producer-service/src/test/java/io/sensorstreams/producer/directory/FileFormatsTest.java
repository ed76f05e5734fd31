package io.sensorstreams.producer.directory;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.sensorstreams.producer.csv.CsvText;
import io.sensorstreams.producer.dialect.Dialect;
import io.sensorstreams.producer.row.FileFormat;
import io.sensorstreams.producer.row.FileIdentity;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.SourceException;
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
        assertThat(FileFormats.resume(text, null, new Position(1, 10)).format()).isEqualTo(FileFormat.STANDARD);
        assertThat(FileFormats.resume(text, null, Position.BEGINNING).format().dialect()).isEqualTo(Dialect.STANDARD);
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
