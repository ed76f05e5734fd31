package io.sensorstreams.consumer.format;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class FileFormatTest {

    private static final String LINES = "n,m\n1,2\n".repeat(10_000);

    @ParameterizedTest
    @CsvSource({ "csv, CSV, NONE", "csv.gz, CSV, GZ", "csv.zst, CSV, ZST", "jsonl, JSONL, NONE", "jsonl.gz, JSONL, GZ",
            "jsonl.zst, JSONL, ZST", "parquet, PARQUET, ZST" })
    void followsFromTheNameOfAFile(String extension, OutputFormat lines, Compression compression) {
        FileFormat format = new FileFormat(lines, compression);

        assertThat(FileFormat.of("AIR-0-00000000000000000042." + extension)).isEqualTo(format);
        assertThat(format.extension()).isEqualTo(extension);
    }

    @ParameterizedTest
    @EnumSource
    void givesEqualBytesForEqualLines(Compression compression) throws IOException {
        byte[] stored = stored(compression);

        assertThat(stored).isEqualTo(stored(compression));
        assertThat(content(compression, stored)).isEqualTo(LINES);
    }

    @Test
    void writesNoTimeIntoTheGzipHeader() throws IOException {
        assertThat(Arrays.copyOfRange(stored(Compression.GZ), 4, 8)).containsOnly(0);
    }

    @ParameterizedTest
    @EnumSource(names = { "GZ", "ZST" })
    void findsDamageWhenItReads(Compression compression) throws IOException {
        byte[] stored = stored(compression);
        byte[] changed = stored.clone();
        changed[stored.length / 2] ^= 0x55;

        assertThatIOException().isThrownBy(() -> content(compression, changed));
        assertThatIOException().isThrownBy(() -> content(compression, Arrays.copyOf(stored, stored.length - 1)));
        assertThatIOException().isThrownBy(() -> content(compression, "no header".getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] stored(Compression compression) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = compression.compress(bytes)) {
            out.write(LINES.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String content(Compression compression, byte[] stored) throws IOException {
        try (InputStream in = new FileFormat(OutputFormat.CSV, compression).content(new ByteArrayInputStream(stored))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

}
