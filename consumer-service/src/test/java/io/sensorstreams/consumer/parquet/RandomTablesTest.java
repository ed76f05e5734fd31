package io.sensorstreams.consumer.parquet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

import io.sensorstreams.consumer.parquet.type.NumberMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.sensorstreams.consumer.parquet.Segments.KIB;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Writes random tables whose columns change their kind, and compares each value. */
class RandomTablesTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
    void everyValueIsInTheFilesOnceAndInOrder(long seed) throws Exception {
        Random random = new Random(seed);
        NumberMode numbers = NumberMode.values()[random.nextInt(2)];
        ParquetCodec codec = ParquetCodec.values()[random.nextInt(3)];
        Segments segments = new Segments(this.directory,
                Segments.settings(numbers, true, codec, (64 + random.nextInt(128)) * KIB));
        List<byte[]> values = new ArrayList<>();
        int columns = 1 + random.nextInt(12);
        int[] kinds = random.ints(columns, 0, 4).toArray();
        for (int i = 0; i < 6000; i++) {
            if (random.nextInt(1500) == 0) {
                kinds[random.nextInt(columns)] = random.nextInt(8);
            }
            values.add(row(random, kinds));
        }
        for (byte[] value : values) {
            segments.add(value);
        }
        segments.seal();

        ParquetRow record = new ParquetRow();
        int at = 0;
        for (Path file : segments.files()) {
            try (ParquetRows rows = Segments.read(file)) {
                while (rows.next()) {
                    record.read(values.get(at));
                    assertThat(rows.matches(record)).as("row %d, seed %d", at, seed).isTrue();
                    assertThat(rows.offset()).hasValue(at);
                    at++;
                }
            }
        }
        assertThat(at).as("seed %d", seed).isEqualTo(6000);
        assertThat(segments.files()).hasSizeLessThanOrEqualTo(1 + 8 * columns);
    }

    private static byte[] row(Random random, int[] kinds) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < kinds.length; i++) {
            order.add(random.nextInt(order.size() + 1), i);
        }
        return order.stream()
            .map((i) -> "\"%s\":%s".formatted((i == 0) ? "Time" : "c" + i, value(random, kinds[i])))
            .collect(Collectors.joining(",", "{", "}"))
            .getBytes(UTF_8);
    }

    private static String value(Random random, int kind) {
        if (random.nextInt(10) == 0) {
            return "null";
        }
        return switch (kind) {
            case 0 -> "%d.%d".formatted(random.nextInt(2000) - 1000, random.nextInt(10)).replace("-0.", "-1.");
            case 1 -> "\"%02d/%02d/2024 %02d:00:00\"".formatted(1 + random.nextInt(28), 1 + random.nextInt(12),
                    random.nextInt(24));
            case 2 -> Boolean.toString(random.nextBoolean());
            case 3 -> "\"" + "é😀\\n\\\\".repeat(random.nextInt(4)) + random.nextInt(50) + "\"";
            case 4 -> Long.toString(random.nextLong());
            case 5 -> Double.toString(random.nextGaussian());
            case 6 -> "{\"nested\":[%d,null]}".formatted(random.nextInt(9));
            default -> "1e" + random.nextInt(30);
        };
    }

}
