package io.sensorstreams.consumer.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.format.DamagedContentException;
import io.sensorstreams.consumer.parquet.ParquetCodec;
import io.sensorstreams.consumer.parquet.ParquetRow;
import io.sensorstreams.consumer.parquet.ParquetSegment;
import io.sensorstreams.consumer.parquet.ParquetSettings;
import io.sensorstreams.consumer.parquet.type.NumberMode;
import io.sensorstreams.consumer.parquet.type.TimePattern;
import io.sensorstreams.consumer.parquet.type.WidestTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Parquet files as the API serves them. */
class ParquetFileTest {

    @TempDir
    Path directory;

    @Test
    void returnsTheLastRowsAsJson() throws Exception {
        CommittedFile file = file("{\"a \\\"b\\\"\":1,\"Time\":\"01/02/2024 00:00:00\"}",
                "{\"a \\\"b\\\"\":2.5,\"Time\":null}");

        assertThat(file.type()).hasToString("application/vnd.apache.parquet");
        assertThat(file.typeOfLines()).hasToString("application/x-ndjson");
        assertThat(text(file.tail(0))).isEmpty();
        assertThat(text(file.tail(1))).isEqualTo("{\"a \\\"b\\\"\":2.5,\"Time\":null}\n");
        assertThat(text(file.tail(9))).isEqualTo(
                "{\"a \\\"b\\\"\":1.0,\"Time\":\"01/02/2024 00:00:00\"}\n" + "{\"a \\\"b\\\"\":2.5,\"Time\":null}\n");
    }

    @Test
    void readsLinesAtAnyPlace() throws Exception {
        String[] rows = new String[20_000];
        Arrays.setAll(rows, (n) -> "{\"n\":" + n + "}");
        String lines = String.join("\n", rows) + "\n";
        try (FileContent content = file(rows).open()) {
            assertThat(content.length()).isEqualTo(lines.length());
            for (int place : new int[] { 0, 100_000, 10, lines.length() - 3 }) {
                byte[] target = new byte[6];
                int read = content.read(target, 0, 6, place);
                assertThat(text(target).substring(0, read))
                    .isEqualTo(lines.substring(place, Math.min(place + 6, lines.length())));
            }
        }
    }

    @Test
    void reportsDamageWithoutThePathOfTheServer() throws Exception {
        CommittedFile file = file("{\"n\":1}");
        byte[] bytes = Files.readAllBytes(this.directory.resolve(file.getFilename()));
        bytes[8] ^= 0x55;
        Files.write(this.directory.resolve(file.getFilename()), bytes);

        assertThatExceptionOfType(FileNotFoundException.class).isThrownBy(() -> file.tail(1))
            .withMessageContaining("cannot be served from this disk: its content is damaged: ")
            .withMessageNotContaining(this.directory.toString());
        assertThatExceptionOfType(DamagedContentException.class).isThrownBy(file::open);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private CommittedFile file(String... values) throws Exception {
        String name = "AIR-0-00000000000000000000.parquet";
        Path path = this.directory.resolve(name);
        ParquetSettings settings = new ParquetSettings(NumberMode.DECIMAL, "Time", TimePattern.USUAL, false,
                ParquetCodec.ZST, 1 << 20);
        ParquetRow row = new ParquetRow();
        try (OutputStream out = Files.newOutputStream(path)) {
            row.read(values[0].getBytes(StandardCharsets.UTF_8));
            ParquetSegment segment = ParquetSegment.open(out, row, settings, new WidestTypes());
            for (int i = 0; i < values.length; i++) {
                row.read(values[i].getBytes(StandardCharsets.UTF_8));
                segment.append(row, i, null);
            }
            segment.finish();
        }
        return new CommittedFile(entry(name, path), path);
    }

    private static LedgerEntry entry(String name, Path path) throws IOException {
        return LedgerEntry.builder("AIR", "AIR", 0, name).nextOffset(1).rows(1).bytes(Files.size(path)).build();
    }

}
