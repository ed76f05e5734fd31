package io.sensorstreams.producer.csv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.sensorstreams.producer.cells.Cells;
import io.sensorstreams.producer.dialect.Dialect;
import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.directory.DataFile;
import io.sensorstreams.producer.directory.TestDirectory;
import io.sensorstreams.producer.row.FileFormat;
import io.sensorstreams.producer.row.SourceException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CsvHeaderTest {

    private static final int COLUMNS = Cells.MAX_FIELDS;

    @TempDir
    Path temp;

    @Test
    void readsNotFarToSkipALine() throws IOException {
        Path file = Files.write(this.temp.resolve("A.csv"), new byte[64 << 20]);
        Dialect dialect = new Dialect(null, null, null, null, null, null, 1, null, null, null, null, null, null, null);
        CsvText text = new CsvText("A.csv", file, false).in(new FileFormat(dialect, null, List.of()));

        try (ForwardRows rows = new ForwardRows(text, (read) -> assertThat(read).isLessThan(32 << 20))) {
            assertThatExceptionOfType(SourceException.class).isThrownBy(() -> CsvHeader.read(text, rows))
                .withMessageStartingWith("A.csv has no header line in its first ");
        }
    }

    @Test
    void aLineBreakInANameIsABlank() throws IOException {
        assertThat(header("Time,\"Rain\n (mm)\",\"a\r\nb\",\"c\td\"\n")).containsExactly("Time", "Rain (mm)", "a b",
                "c d");
        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> header("Time,a\r1,2\r3,4\r"))
            .withMessageContaining("its lines must end with LF or CR LF");
    }

    private List<String> header(String content) throws IOException {
        Path file = Files.writeString(this.temp.resolve("A.csv"), content);
        return CsvHeader.read(new CsvText("A.csv", file, false).in(FileFormat.STANDARD));
    }

    /**
     * A linear search for duplicates compares nine billion names, which takes more than a
     * minute on any machine.
     */
    @Test
    @Timeout(20)
    void readsVeryManyColumnsInLinearTime() throws IOException {
        String names = IntStream.range(0, COLUMNS)
            .mapToObj((i) -> Integer.toString(100_000 + i))
            .collect(Collectors.joining(","));
        Files.writeString(this.temp.resolve("A.csv"), names + "\n");

        try (DataDirectory directory = TestDirectory.of(this.temp)) {
            Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(() -> TestDirectory.files(directory).stream().allMatch(DataFile::scanned));
            assertThat(TestDirectory.files(directory).get(0).columns()).hasSize(COLUMNS).startsWith("100000", "100001");
        }
    }

}
