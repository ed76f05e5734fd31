package io.sensorstreams.producer.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.common.wire.RowEncoder;
import io.sensorstreams.producer.directory.TestDirectory;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.source.RowsContract.Seen;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random CSV files, valid and invalid, read in both directions and resumed at every
 * position.
 */
class AnyCsvTest {

    private static final List<String> COLUMNS = List.of("Time", "Station", "c");

    private static final String[] PIECES = { "1.5", "a", "é", "---", "\"", ",", "\n", "\r\n", "\r", " " };

    private final long seed = new Random().nextLong();

    private final Random random = new Random(this.seed);

    @TempDir
    Path temp;

    @RepeatedTest(10)
    void validRowsAreReadInBothOrders() throws IOException, MalformedRowException {
        RowEncoder encoder = new RowEncoder(COLUMNS, List.of("---", ""));
        StringBuilder csv = new StringBuilder("Time,Station,c\n");
        List<String> expected = new ArrayList<>();
        int rows = this.random.nextInt(300);
        for (int i = 0; i < rows; i++) {
            List<String> cells = List.of("t" + i, cell(10), cell((i % 50 == 0) ? 100_000 : 5));
            csv.append(String.join(",", cells.stream().map(this::quoted).toList())).append(lineEnd(i == rows - 1));
            expected.add(encode(encoder, cells));
        }
        Path file = write(csv.toString());

        List<String> forward = contents(read(file, Source.Order.FILE, Position.BEGINNING));
        List<String> reversed = contents(read(file, Source.Order.REVERSED, Position.BEGINNING));

        assertThat(forward).as("seed %d", this.seed).isEqualTo(expected);
        Collections.reverse(expected);
        assertThat(reversed).as("seed %d", this.seed).isEqualTo(expected);
    }

    @RepeatedTest(10)
    void arbitraryTextIsReadToItsEndAndResumedAtEveryRow() throws IOException {
        StringBuilder csv = new StringBuilder("Time,Station,c\n");
        int pieces = this.random.nextInt(400);
        for (int i = 0; i < pieces; i++) {
            csv.append(PIECES[this.random.nextInt(PIECES.length)].repeat((i % 100 == 0) ? 9_000 : 1));
        }
        // Positions without a format keep rows of separators, which others skip.
        Path file = write(csv.toString().replaceAll("(?m)^,+\\r?$", "a"));
        for (Source.Order order : Source.Order.values()) {
            List<Seen> all = read(file, order, Position.BEGINNING);
            for (int i = 0; i < all.size(); i += 1 + all.size() / 50) {
                assertThat(read(file, order, all.get(i).position())).as("seed %d, %s, row %d", this.seed, order, i)
                    .isEqualTo(all.subList(i + 1, all.size()));
            }
        }
    }

    private String cell(int most) {
        StringBuilder cell = new StringBuilder();
        int pieces = this.random.nextInt(most);
        for (int i = 0; i < pieces; i++) {
            cell.append(PIECES[this.random.nextInt(PIECES.length)]);
        }
        return cell.toString();
    }

    private String quoted(String cell) {
        boolean must = cell.chars().anyMatch((c) -> "\",\n\r".indexOf(c) >= 0);
        return (must || this.random.nextInt(5) == 0) ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell;
    }

    private String lineEnd(boolean last) {
        return (last && this.random.nextBoolean()) ? "" : new String[] { "\n", "\r\n", "\n\n" }[this.random.nextInt(3)];
    }

    private static String encode(RowEncoder encoder, List<String> cells) throws MalformedRowException {
        encoder.begin();
        for (String cell : cells) {
            byte[] bytes = cell.getBytes(UTF_8);
            encoder.cell(bytes, 0, bytes.length);
        }
        return new String(encoder.end(), UTF_8);
    }

    private Path write(String content) throws IOException {
        return Files.writeString(this.temp.resolve("any.csv"), content);
    }

    private static List<String> contents(List<Seen> seen) {
        return seen.stream().map(Seen::content).toList();
    }

    private static List<Seen> read(Path file, Source.Order order, Position from) throws IOException {
        Source source = TestSources.csv(file.getFileName().toString(), order);
        try (Rows rows = source.open(TestDirectory.of(file.getParent()), "A", from)) {
            return Seen.readAll(rows, Integer.MAX_VALUE);
        }
    }

}
