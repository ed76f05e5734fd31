package io.sensorstreams.producer.csv;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

import com.github.luben.zstd.ZstdOutputStream;
import io.sensorstreams.producer.dialect.Dialect;
import io.sensorstreams.producer.dialect.DialectCheck;
import io.sensorstreams.producer.row.FileFormat;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.text.Encodings;
import io.sensorstreams.producer.time.TimeOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random tables in random dialects, written by another program, are read as the same
 * values in both orders, and resumed anywhere. {@code -Dtables=100000} reads more of
 * them.
 */
class RandomTableTest {

    private static final int TABLES = Integer.getInteger("tables", 1_000);

    private final long seed = Long.getLong("seed", System.nanoTime());

    @TempDir
    Path temp;

    @Test
    void readsWhatAnotherProgramHasWritten() throws IOException {
        for (int i = 0; i < TABLES; i++) {
            RandomTable table = new RandomTable(this.seed + i);
            assertThat(DialectCheck.faults(table.dialect())).as("seed %d", this.seed + i).isEmpty();
            check(table, new Random(this.seed + i), "seed %d, %s".formatted(this.seed + i, table.dialect()));
        }
    }

    private void check(RandomTable table, Random random, String description) throws IOException {
        byte[] content = table.bytes();
        CsvText text = write(content, random.nextInt(20)).in(format(table.dialect(), content));
        List<String> reversed = new ArrayList<>(table.rows());
        Collections.reverse(reversed);

        assertThat(read(text, false, random)).as(description).isEqualTo(table.rows());
        assertThat(read(text, true, random)).as(description + ", reversed").isEqualTo(reversed);
    }

    private static FileFormat format(Dialect dialect, byte[] content) {
        return new FileFormat(dialect.withEncoding(Encodings.resolve(dialect.encoding(), content)), null, List.of());
    }

    private CsvText write(byte[] content, int compression) throws IOException {
        String name = switch (compression) {
            case 0 -> "A.csv.gz";
            case 1 -> "A.csv.zst";
            default -> "A.csv";
        };
        Path file = this.temp.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                OutputStream compressed = (compression == 0) ? new GZIPOutputStream(out)
                        : (compression == 1) ? new ZstdOutputStream(out) : out) {
            compressed.write(content);
        }
        return new CsvText(name, file, false);
    }

    /** Reads all rows; now and then from a new opening. */
    private static List<String> read(CsvText text, boolean reversed, Random random) throws IOException {
        CsvOptions options = new CsvOptions(reversed, List.of("---", ""), new TimeOptions(List.of("Time"), "iso", null),
                "Station");
        List<String> read = new ArrayList<>();
        Position at = Position.BEGINNING;
        while (at != null) {
            at = read(text, options, at, random, read);
        }
        return read;
    }

    private static Position read(CsvText text, CsvOptions options, Position from, Random random, List<String> read)
            throws IOException {
        try (CsvRows rows = CsvRows.open(text, options, from)) {
            Rows.Step step = rows.next();
            while (step != Rows.Step.END) {
                if (step == Rows.Step.ROW) {
                    read.add(new String(rows.value(), UTF_8));
                }
                else if (step == Rows.Step.REJECTED) {
                    read.add(rows.rejection().line() + ": " + rows.rejection().reason());
                }
                if (step != Rows.Step.NOT_YET && random.nextInt(10 + read.size()) == 0) {
                    Position at = rows.position();
                    return new Position(at.row(), at.bytes(), rows.identity(at));
                }
                step = rows.next();
            }
            return null;
        }
    }

}
