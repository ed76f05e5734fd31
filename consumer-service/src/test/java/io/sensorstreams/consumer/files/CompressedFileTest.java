package io.sensorstreams.consumer.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.format.DamagedContentException;
import io.sensorstreams.consumer.format.FileFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.MediaType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CompressedFileTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({ "csv.gz, application/gzip, text/csv", "csv.zst, application/zstd, text/csv",
            "jsonl.gz, application/gzip, application/x-ndjson" })
    void hasATypeForItsBytesAndOneForItsLines(String extension, String bytes, String lines) throws IOException {
        CommittedFile file = file(extension, "n\n1\n");

        assertThat(file.type()).isEqualTo(MediaType.parseMediaType(bytes));
        assertThat(file.typeOfLines()).isEqualTo(MediaType.parseMediaType(lines));
    }

    @ParameterizedTest
    @ValueSource(strings = { "csv.gz", "csv.zst" })
    void returnsTheHeaderAndTheLastLines(String extension) throws IOException {
        CommittedFile file = file(extension, "n\n" + numbers(50_000));

        assertThat(text(file.tail(2))).isEqualTo("n\n49998\n49999\n");
        assertThat(text(file.tail(0))).isEqualTo("n\n");
        assertThat(text(file("csv.gz", "n\n7\n").tail(20))).isEqualTo("n\n7\n");
    }

    @Test
    void returnsTheLastLinesWithoutAHeader() throws IOException {
        assertThat(text(file("jsonl.zst", "{\"n\":1}\n{\"n\":2}\n").tail(1))).isEqualTo("{\"n\":2}\n");
    }

    @Test
    void omitsTheBeginningOfVeryLongLines() throws IOException {
        byte[] tail = file("csv.zst", "n\n1\n" + "x".repeat(20 << 20) + "\n").tail(2);

        assertThat(text(tail)).startsWith("n\nxxx").endsWith("x\n").hasSize(2 + FileTail.LONGEST);
    }

    @ParameterizedTest
    @ValueSource(strings = { "csv", "csv.gz", "csv.zst" })
    void readsLinesAtAnyPlace(String extension) throws IOException {
        String lines = "n\n" + numbers(100_000);
        try (FileContent content = file(extension, lines).open()) {
            assertThat(content.length()).isEqualTo(lines.length());
            for (int place : new int[] { 0, 300_000, 300_010, 10, lines.length() - 3 }) {
                byte[] target = new byte[8];
                int read = content.read(target, 1, 6, place);
                assertThat(text(target).substring(1, 1 + read))
                    .isEqualTo(lines.substring(place, Math.min(place + 6, lines.length())));
            }
        }
    }

    @Test
    void reportsDamage() throws IOException {
        CommittedFile file = file("csv.gz", "n\n" + numbers(1000));
        byte[] bytes = Files.readAllBytes(this.directory.resolve(file.getFilename()));
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(this.directory.resolve(file.getFilename()), bytes);

        assertThatExceptionOfType(FileNotFoundException.class).isThrownBy(() -> file.tail(1))
            .withMessageContaining("cannot be served from this disk: its compressed content is damaged: ");
        assertThatExceptionOfType(DamagedContentException.class).isThrownBy(file::open);
        assertThat(text(file.tail(0))).isEqualTo("n\n");
    }

    private static String numbers(int count) {
        return IntStream.range(0, count).mapToObj((n) -> n + "\n").collect(Collectors.joining());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private CommittedFile file(String extension, String lines) throws IOException {
        String name = "AIR-0-00000000000000000000." + extension;
        Path path = this.directory.resolve(name);
        try (OutputStream out = FileFormat.of(name).compression().compress(Files.newOutputStream(path))) {
            out.write(lines.getBytes(StandardCharsets.UTF_8));
        }
        return new CommittedFile(
                LedgerEntry.builder("AIR", "AIR", 0, name).nextOffset(1).rows(1).bytes(Files.size(path)).build(), path);
    }

}
