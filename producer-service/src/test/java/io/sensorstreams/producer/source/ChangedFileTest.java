package io.sensorstreams.producer.source;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

import io.sensorstreams.producer.directory.TestDirectory;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.row.SourceException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Reads files that change between the first and the last row. */
class ChangedFileTest {

    @TempDir
    Path temp;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        this.file = Files.writeString(this.temp.resolve("A.csv"), text("a,b", 40_000));
    }

    private static String text(String header, int rows) {
        StringBuilder text = new StringBuilder(header + "\n");
        for (int i = 0; i < rows; i++) {
            text.append(i).append(",7\n");
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource({ "FILE,40000", "FILE,3", "REVERSED,40000", "REVERSED,3" })
    void isRefusedWhenItBecameShorter(Source.Order order, int rows) throws IOException {
        Files.writeString(this.file, text("a,b", rows));
        assertChanged(order, () -> truncate(4 + rows), "A.csv became shorter while it was read");
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedWhenItWasReplaced(Source.Order order) throws IOException {
        Path other = Files.writeString(this.temp.resolve("other"), text("a,b", 40_000));
        assertChanged(order, () -> Files.move(other, this.file, StandardCopyOption.ATOMIC_MOVE),
                "A.csv was replaced while it was read");
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedWhenItsHeaderChanged(Source.Order order) throws IOException {
        assertChanged(order, () -> overwrite("b,a", 40_000),
                "A.csv has another header since it was overwritten while it was read");
    }

    @Test
    void isRefusedWhenItBecameShorterAndThenLonger() throws IOException {
        assertChanged(Source.Order.FILE, () -> {
            truncate(0);
            overwrite("c,d", 50_000);
        }, "A.csv has another header since it was overwritten while it was read");
    }

    @ParameterizedTest
    @ValueSource(strings = { "append", "touch", "delete" })
    void isReadToItsEndWhenTheReadPartIsUnchanged(String change) throws IOException {
        try (Rows rows = open(Source.Order.FILE)) {
            rows.next();
            switch (change) {
                case "append" -> Files.writeString(this.file, "8,8\n", StandardOpenOption.APPEND);
                case "touch" -> Files.setLastModifiedTime(this.file, FileTime.from(Instant.EPOCH));
                default -> Files.delete(this.file);
            }
            assertThat(readOn(rows)).isBetween(39_999L, 40_000L);
        }
    }

    /** A program may write the end of a line when it begins the next one. */
    @ParameterizedTest
    @ValueSource(strings = { "\n", "\r\n" })
    void isContinuedAfterALineThatGotItsEndLater(String end) throws IOException {
        Path written = Files.writeString(this.temp.resolve("B.csv"), "a,b" + end + "1,2" + end + "3,4");
        Source source = TestSources.csv("B.csv", Source.Order.FILE);
        Position last;
        try (Rows rows = source.open(TestDirectory.of(this.temp), "A", Position.BEGINNING)) {
            rows.next();
            rows.next();
            last = new Position(2, rows.position().bytes(), rows.identity(rows.position()));
        }
        Files.writeString(written, end + "5,6" + end, StandardOpenOption.APPEND);

        try (Rows rows = source.open(TestDirectory.of(this.temp), "A", last)) {
            assertThat(rows.next()).isEqualTo(Rows.Step.ROW);
            assertThat(new String(rows.value(), UTF_8)).isEqualTo("{\"a\":5,\"b\":6}");
            assertThat(rows.line(Long.MAX_VALUE)).hasValue(4);
            assertThat(rows.next()).isEqualTo(Rows.Step.END);
        }
    }

    private interface Change {

        void apply() throws IOException;

    }

    private void assertChanged(Source.Order order, Change change, String message) throws IOException {
        try (Rows rows = open(order)) {
            rows.next();
            change.apply();
            assertThatExceptionOfType(SourceException.class).isThrownBy(() -> readOn(rows))
                .withMessage(message + "; start it from the beginning");
        }
    }

    private Rows open(Source.Order order) throws IOException {
        return TestSources.csv("A.csv", order).open(TestDirectory.of(this.temp), "A", Position.BEGINNING);
    }

    private static long readOn(Rows rows) throws IOException {
        long count = 0;
        while (rows.next() != Rows.Step.END) {
            count++;
        }
        return count;
    }

    private void truncate(long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(this.file, StandardOpenOption.WRITE)) {
            channel.truncate(bytes);
        }
    }

    private void overwrite(String header, int rows) throws IOException {
        Files.writeString(this.file, text(header, rows), StandardOpenOption.WRITE);
        Files.setLastModifiedTime(this.file, FileTime.from(Instant.now().plusSeconds(5)));
    }

}
